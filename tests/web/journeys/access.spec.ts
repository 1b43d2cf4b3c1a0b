import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import { expect, test } from "../test.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

declare global {
  interface Window {
    axe: { run(options: RunOptions): Promise<AxeResults> };
  }
}

const LOOKS = [
  { name: "light", colorScheme: "light", forcedColors: "none" },
  { name: "dark", colorScheme: "dark", forcedColors: "none" },
  { name: "forced colours", colorScheme: "dark", forcedColors: "active" },
] as const;

for (const { name, ...media } of LOOKS) {
  test(`no serious or critical barrier in ${name}`, async ({ workbench, page }) => {
    await page.emulateMedia(media);
    await workbench.open();
    await workbench.checked();
    await expect(workbench.diagram).toBeVisible();
    for (const panel of [undefined, "drafts", "samples", "rules"] as const) {
      if (panel) await workbench.panel(panel);
      expect(await barriers(), `with panel ${panel ?? "none"}`).toEqual([]);
    }

    async function barriers(): Promise<string[]> {
      await page.evaluate(readFileSync(axe, "utf8"));
      const { violations } = await page.evaluate(() => window.axe.run({}));
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      return grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`));
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
      const box = await tab.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      await tab.click();
      expect(await wide()).toBeLessThanOrEqual(0);
    }
    await expect(page.getByTestId("share")).toBeInViewport();
  });
}
