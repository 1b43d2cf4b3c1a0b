import { barriers } from "../barriers.ts";
import { expect, test } from "../test.ts";

const LOOKS = [
  { name: "light", colorScheme: "light", forcedColors: "none" },
  { name: "dark", colorScheme: "dark", forcedColors: "none" },
  { name: "forced colours", colorScheme: "dark", forcedColors: "active" },
] as const;

for (const { name, ...media } of LOOKS) {
  test(`no serious or critical barrier in ${name}`, async ({ workbench, page }) => {
    // Every panel is looked at as a whole, and the list of rules is long.
    test.slow();
    await page.emulateMedia(media);
    await workbench.open();
    await workbench.checked();
    await expect(workbench.diagram).toBeVisible();
    for (const panel of [undefined, "drafts", "samples", "rules"] as const) {
      if (panel) await workbench.panel(panel);
      expect(await barriers(page), `with panel ${panel ?? "none"}`).toEqual([]);
    }
    await workbench.rows.first().getByRole("button", { name: "Details" }).click();
    await workbench.rows.first().getByRole("button", { name: "About this rule" }).click();
    await expect(page.getByTestId("rule-page")).toContainText("In this spec");
    expect(await barriers(page), "with a problem and its rule").toEqual([]);
    await page.getByTestId("tab-score").click();
    expect(await barriers(page), "with the score").toEqual([]);
    await workbench.documents("openapi");
    await expect(workbench.document).toBeVisible();
    expect(await barriers(page), "with a document").toEqual([]);
    for (const command of ["share", "fix all", "shortcuts", ""]) {
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type(command);
      if (command) await page.keyboard.press("Enter");
      await expect(workbench.dialog).toBeVisible();
      expect(await barriers(page), `with the dialog ${command || "of commands"}`).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(workbench.dialog).toHaveCount(0);
    }
  });
}

const NARROW = [
  { width: 360, height: 740 },
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
];

for (const viewport of NARROW) {
  test(`everything is in reach at ${viewport.width} × ${viewport.height}`, async ({ workbench, page }) => {
    await page.setViewportSize(viewport);
    await workbench.open();
    await workbench.checked();
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await wide()).toBeLessThanOrEqual(0);
    const tabs = page.getByRole("navigation", { name: "Panes" });
    if (!(await tabs.isVisible())) return;
    for (const tab of await tabs.getByRole("button").all()) {
      await tab.click();
      expect(await wide()).toBeLessThanOrEqual(0);
      expect(await page.evaluate(small), `in the pane ${await tab.textContent()}`).toEqual([]);
    }
    await tabs.getByRole("button", { name: /Problems/ }).click();
    await workbench.rows.first().getByRole("button", { name: "Details" }).click();
    expect(await page.evaluate(small), "in an open problem").toEqual([]);
    await page.getByTestId("share").click();
    await expect(workbench.dialog).toBeVisible();
    expect(await page.evaluate(small), "in a dialog").toEqual([]);
  });
}

/** What can be pressed but is smaller than a thumb needs; runs in the page. */
async function small(): Promise<string[]> {
  // What is still on its way into place is not yet as large as it will be.
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  const found = [...document.querySelectorAll("button, select, [role=tab]")].filter((element) => {
    const { width, height, left, right } = element.getBoundingClientRect();
    const shown = element.checkVisibility() && getComputedStyle(element).clipPath === "none" && right > 0 && left < innerWidth;
    // Layout counts in sixty-fourths of a pixel.
    return shown && width > 0 && Math.min(width, height) < 44 - 1 / 64;
  });
  return found.map((element) => `${element.className}: ${element.textContent} ${element.getAttribute("aria-label") ?? ""}`);
}
