import type { Page } from "@playwright/test";
import { barriers } from "../barriers.ts";
import { Embedded } from "../embedded.ts";
import { fragment } from "../links.ts";
import { host } from "../server.ts";
import { INVERSION, system, TINY } from "../specs.ts";
import { expect, test } from "../test.ts";
import { Workbench } from "../workbench.ts";

/** The page as a browser has it that keeps nothing for frames of other sites. */
async function refuseStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
}

test("a link's diagram is shown alone, and a kept draft is not touched", async ({ workbench, page, site }) => {
  await workbench.open();
  await workbench.writeAndKeep("name: mine\n");
  const before = await workbench.storage();
  await page.goto("about:blank");
  await page.goto(`${site.url}?embed=map${fragment(TINY)}`);
  const embedded = new Embedded(page);
  await expect(embedded.part("service payments")).toBeVisible();
  await expect(embedded.name).toHaveText("tiny · Map");
  await expect(page).toHaveTitle("tiny · Map");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await embedded.part("service payments").click();
  await page.keyboard.press("+");
  expect(await workbench.storage()).toEqual(before);
});

test("neither editor nor rules are loaded for it", async ({ page, site }) => {
  const files: string[] = [];
  page.on("request", (request) => files.push(new URL(request.url()).pathname));
  await page.goto(`${site.url}?embed=map${fragment(TINY)}`);
  const embedded = new Embedded(page);
  await expect(embedded.part("service orders")).toBeVisible();
  // What comes late comes half a second after the drawing; the second reading is drawn no sooner than that.
  await page.waitForFunction((since) => performance.now() > since + 1_000, await page.evaluate(() => performance.now()));
  expect(files).toContainEqual(expect.stringMatching(/worker_bg-/));
  expect(files.filter((file) => /editor|rules|writer|mermaid|samples/.test(file))).toEqual([]);
});

test("every kind of diagram can be embedded, one flow by its name too", async ({ page, site }) => {
  const embedded = new Embedded(page);
  for (const [id, name] of [
    ["data:users-db", "Ecommerce · Data: users-db"],
    ["sequence:check out", "Ecommerce · Sequence: check out"],
    ["sequence", "Ecommerce · Sequence: check out"],
    ["c4-containers", "Ecommerce · C4: containers"],
    ["deployment:production", "Ecommerce · Deployment: production"],
  ]) {
    await page.goto(`${site.url}?embed=${encodeURIComponent(id!)}&sample=ecommerce`);
    await expect(embedded.name).toHaveText(new RegExp(`^${name}$`, "i"));
    await expect(embedded.diagram.locator("svg.diagram")).toBeVisible();
  }
});

test("a part of a diagram can be embedded, and the rest is one click away", async ({ page, site }) => {
  await page.goto(`${site.url}?embed=map&focus=catalog${fragment(INVERSION)}`);
  const embedded = new Embedded(page);
  await expect(embedded.part("service catalog")).toBeVisible();
  await expect(embedded.part("service orders")).toHaveCount(0);
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(embedded.part("service orders")).toBeVisible();
});

test("findings are shown where they are asked for", async ({ page, site }) => {
  const embedded = new Embedded(page);
  await page.goto(`${site.url}?embed=map${fragment(INVERSION)}`);
  await expect(embedded.part("service orders")).toBeVisible();
  await expect(embedded.findings).toHaveCount(0);
  await expect(embedded.marks).toHaveCount(0);
  await page.goto("about:blank");
  await page.goto(`${site.url}?embed=map&findings${fragment(INVERSION)}`);
  await expect(embedded.findings).toContainText(/\d error/);
  await expect(embedded.marks.first()).toBeVisible();
});

test("an unknown diagram is named with those that there are", async ({ page, site }) => {
  await page.goto(`${site.url}?embed=mapp&theme=dark${fragment(TINY)}`);
  const embedded = new Embedded(page);
  await expect(embedded.message).toContainText("no diagram “mapp”");
  await embedded.message.getByRole("link", { name: "map", exact: true }).click();
  await expect(embedded.part("service orders")).toBeVisible();
  expect(page.url()).toContain("theme=dark");
});

const LINK = fragment(TINY);
const NO_SPEC: [string, string, RegExp][] = [
  ["a link that is cut short", `?embed=map${LINK.slice(0, -8)}`, /end of this link is missing/],
  ["a link of a version to come", `?embed=map${LINK.replace("#v1", "#v9")}`, /newer version/],
  ["no link at all", "?embed=map", /holds no spec/],
  ["a sample that there is not", "?embed=map&sample=../../secret", /could not be loaded/],
  ["a spec without services", `?embed=map${fragment("name: empty\n")}`, /names no service yet/],
];

for (const [what, address, says] of NO_SPEC) {
  test(`${what} is said`, async ({ page, site, guard }) => {
    await page.goto(site.url + address);
    const embedded = new Embedded(page);
    await expect(embedded.message).toContainText(says);
    await expect(embedded.editor).toBeVisible();
    guard.forgive(/404/);
  });
}

test("a spec that cannot be read whole is drawn in part, and says so", async ({ page, site }) => {
  await page.goto(`${site.url}?embed=map${fragment(`${TINY}  - { name: half`)}`);
  const embedded = new Embedded(page);
  await expect(embedded.part("service orders")).toBeVisible();
  await expect(embedded.diagram.getByTestId("stale")).toContainText("line 6 cannot be read");
});

test("the same spec opens in the editor", async ({ page, site, context }) => {
  await page.goto(`${site.url}?embed=map&theme=dark&findings${LINK}`);
  const opened = context.waitForEvent("page");
  await new Embedded(page).editor.click();
  const workbench = new Workbench(await opened, site.url);
  await expect(workbench.text).toContainText("name: tiny");
  expect(new URL(workbench.page.url()).search).toBe("");
});

test("it works in a frame of another site that is refused all storage", async ({ page, site, guard }) => {
  await refuseStorage(page);
  const wiki = await host(
    `<body style="height: 3000px"><iframe width="800" height="400" title="map" src="${site.url}?embed=map${fragment(system(6))}"></iframe>`,
  );
  guard.allow(wiki.url);
  await page.goto(wiki.url);
  guard.forgive(/favicon|404/);
  const embedded = new Embedded(page.frameLocator("iframe"));
  await expect(embedded.part("service service-3")).toBeVisible();
  await expect(embedded.zoom).toBeVisible();
  const before = await embedded.zoom.textContent();
  await page.mouse.move(400, 250);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY), "the page around it scrolls").toBeGreaterThan(0);
  expect(await embedded.zoom.textContent()).toBe(before);
  await page.evaluate(() => scrollTo(0, 0));
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -300);
  await page.keyboard.up("Control");
  await expect(embedded.zoom).not.toHaveText(before!);
  await embedded.diagram.getByRole("button", { name: "Show all" }).click();
  await expect(embedded.zoom).toHaveText(before!);
  await wiki.close();
});

test("its table says what is drawn, and leads nowhere", async ({ page, site }) => {
  await page.goto(`${site.url}?embed=map${LINK}`);
  const embedded = new Embedded(page);
  await embedded.diagram.getByRole("button", { name: "Table" }).click();
  const table = embedded.diagram.getByRole("table");
  await expect(table).toContainText("orders → payments");
  await expect(table.getByRole("button")).toHaveCount(0);
  await expect(embedded.part("service orders")).toBeHidden();
});

test("its colours are those of the address, else of the system, and not those of the workbench", async ({ workbench, page, site }) => {
  await workbench.open();
  await page.getByTestId("theme").click();
  await page.getByTestId("theme").click();
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  for (const [theme, colorScheme, isDark] of [
    ["", "light", false],
    ["", "dark", true],
    ["&theme=light", "dark", false],
    ["&theme=dark", "light", true],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("about:blank");
    await page.goto(`${site.url}?embed=map${theme}${LINK}`);
    await expect(new Embedded(page).part("service orders")).toBeVisible();
    expect((await ground()) === dark, `${theme} on ${colorScheme}`).toBe(isDark);
  }
});

for (const theme of ["light", "dark"]) {
  test(`there is no barrier in it in ${theme}`, async ({ page, site }) => {
    const embedded = new Embedded(page);
    await page.goto(`${site.url}?embed=map&findings&theme=${theme}${fragment(INVERSION)}`);
    await expect(embedded.part("service orders")).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await embedded.diagram.getByRole("button", { name: "Table" }).click();
    expect(await barriers(page), "with the table").toEqual([]);
    await page.goto(`${site.url}?embed=mapp&theme=${theme}${fragment(INVERSION)}`);
    await expect(embedded.message).toBeVisible();
    expect(await barriers(page), "with a message").toEqual([]);
  });
}

test("all of it is in reach of a thumb", async ({ page, site }) => {
  await page.setViewportSize({ width: 390, height: 480 });
  await page.goto(`${site.url}?embed=map&findings&sample=ecommerce`);
  const embedded = new Embedded(page);
  await expect(embedded.diagram.locator("svg.diagram")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  for (const target of await embedded.diagram.locator("button, a").filter({ visible: true }).all()) {
    const { x, width, height } = (await target.boundingBox())!;
    expect(Math.min(width, height), await target.innerText()).toBeGreaterThanOrEqual(44 - 1 / 64);
    expect(x + width).toBeLessThanOrEqual(390);
  }
});

test("the workbench gives the lines that embed what it shows", async ({ workbench, page, guard }) => {
  await workbench.open();
  await workbench.write(INVERSION);
  await expect(workbench.part("service catalog")).toBeVisible();
  await workbench.link();
  await workbench.dialog.getByText("Embed this diagram: Map").click();
  const code = page.getByTestId("embed-code");
  await expect(code).toHaveValue(/^<iframe src="[^"]*\?embed=map#v1\.d\.[^"]*" title="shop · Map"/);
  await page.getByTestId("embed-theme").selectOption("dark");
  await page.getByTestId("embed-findings").check();
  await expect(code).toHaveValue(/embed=map&amp;theme=dark&amp;findings=shown#/);
  const wiki = await host(await code.inputValue());
  guard.allow(wiki.url);
  await page.goto(wiki.url);
  guard.forgive(/favicon|404/);
  const embedded = new Embedded(page.frameLocator("iframe"));
  await expect(embedded.part("service catalog")).toBeVisible();
  await expect(embedded.findings).toBeVisible();
  await wiki.close();
});
