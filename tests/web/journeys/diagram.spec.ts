import { INVERSION, TINY, system } from "../specs.ts";
import { expect, test } from "../test.ts";
import { file, saved } from "../workbench.ts";

test.beforeEach(async ({ workbench }) => {
  await workbench.open();
  await workbench.write(TINY);
  await expect(workbench.node("orders")).toBeVisible();
});

test("the drawing follows the text", async ({ workbench, page }) => {
  await page.keyboard.insertText("  - name: shipping\n");
  await expect(workbench.node("shipping")).toBeVisible();
  await workbench.write(TINY);
  await expect(workbench.node("shipping")).toBeHidden();
});

test("a click on a node leads to its place in the text", async ({ workbench }) => {
  await workbench.node("payments").click();
  await expect(workbench.status).toContainText("Ln 5");
});

test("half a line leaves the drawing and says that it is not of this text", async ({ workbench, page }) => {
  await page.keyboard.insertText("  - { name: half");
  await expect(workbench.node("orders")).toBeVisible();
  await expect(workbench.problem("meta/yaml-syntax")).toBeVisible();
});

test("the drawing has a table that says the same", async ({ workbench, page }) => {
  await page.getByRole("button", { name: "Table" }).click();
  await expect(workbench.diagram.getByRole("table")).toContainText("orders → payments");
});

test("a drawing can be saved as a picture that stands alone", async ({ page }) => {
  await page.getByTestId("diagram-export").click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /SVG/ }).first().click();
  const { text: svg } = await saved(download);
  expect(svg).toContain("<svg");
  expect(svg).toContain("payments");
  expect(svg).not.toMatch(/<script|\son\w+=|javascript:/i);
});

test("the official Mermaid draws what we write, from our own origin", async ({ workbench, page }) => {
  await page.getByRole("button", { name: "Mermaid" }).click();
  const frame = workbench.diagram.locator("iframe").contentFrame();
  await expect(frame.locator("svg")).toContainText("orders", { timeout: 20_000 });
});

test("two fingers zoom around the point between them, one finger moves", async ({ workbench, page, context }) => {
  const touch = await context.newCDPSession(page);
  const canvas = await workbench.diagram.locator(".canvas").boundingBox();
  if (!canvas) throw new Error("there is no canvas");
  const [x, y] = [canvas.x + canvas.width / 2, canvas.y + canvas.height / 2];
  const send = (type: "touchStart" | "touchMove" | "touchEnd", ...fingers: [number, number][]) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: fingers.map(([dx, dy], id) => ({ x: x + dx, y: y + dy, id })) });
  await expect(workbench.zoom).toHaveText("100 %");
  await send("touchStart", [-40, 0], [40, 0]);
  for (const apart of [50, 60, 70, 80]) await send("touchMove", [-apart, 0], [apart, 0]);
  await send("touchEnd");
  await expect(workbench.zoom).toHaveText("200 %");
  const node = workbench.node("orders");
  const before = await node.boundingBox();
  await send("touchStart", [0, 150]);
  for (const far of [20, 40, 60]) await send("touchMove", [far, 150]);
  await send("touchEnd");
  await expect.poll(async () => Math.round((await node.boundingBox())?.x ?? 0)).toBe(Math.round((before?.x ?? 0) + 60));
  await expect(workbench.zoom).toHaveText("200 %");
});

test("a system too large to draw is drawn in parts", async ({ workbench, page }) => {
  await workbench.import(file(system(160)));
  const choice = workbench.diagram.getByRole("combobox", { name: "Focus on" });
  await expect(choice).toBeVisible({ timeout: 20_000 });
  await expect(workbench.node("area-3")).toBeVisible();
  await expect(workbench.node("service-3-db")).toBeHidden();
  await choice.selectOption({ label: "area-3" });
  await expect(workbench.node("service-3-db")).toBeVisible();
  await expect(choice).toBeHidden();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(workbench.node("service-3-db")).toBeHidden();
  await expect(choice).toBeVisible();
});

test("the path of a chosen finding is marked in the drawing, and only while it is chosen", async ({ workbench }) => {
  await workbench.write(INVERSION);
  const problem = workbench.problem("resilience/timeout-inversion");
  await problem.getByRole("button", { name: /waits 1s/ }).click();
  await expect(workbench.path).toHaveCount(5);
  for (const name of ["orders", "payments", "bank"]) await expect(workbench.node(name)).toHaveClass(/on-path/);
  await expect(workbench.node("catalog")).not.toHaveClass(/on-path/);
  await expect(problem).toHaveClass(/is-chosen/);
  await problem.getByTestId("problem-fix").click();
  await expect(problem).toBeHidden();
  await expect(workbench.path).toHaveCount(0);
  await workbench.text.press("ControlOrMeta+z");
  await problem.getByRole("button", { name: /waits 1s/ }).click();
  await expect(workbench.path).toHaveCount(5);
  await workbench.node("catalog").click();
  await expect(workbench.path).toHaveCount(0);
});

test("the score says what raises it, and rises", async ({ workbench, page }) => {
  await workbench.write(INVERSION);
  await expect(workbench.problem("resilience/timeout-inversion")).toBeVisible();
  await page.getByTestId("tab-score").click();
  const sheet = page.getByTestId("score");
  await expect(sheet.getByRole("row")).toHaveCount(8);
  await expect(sheet.getByRole("row", { name: /^Resilience/ })).toContainText("1 error");
  const total = async () => Number(await page.getByTestId("score-total").textContent());
  const before = await total();
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(100);
  const raise = page.getByTestId("raise").first();
  await raise.getByRole("button", { name: "Show" }).click();
  await expect(page.locator("[data-testid=problem-row].is-chosen")).toHaveCount(1);
  await raise.getByRole("button", { name: "Fix" }).click();
  await expect(page.getByTestId("tab-score")).toBeFocused();
  await expect.poll(total).toBeGreaterThan(before);
  await page.keyboard.press("Home");
  await expect(sheet).toHaveCount(0);
  await expect(workbench.diagram.locator(".canvas svg").first()).toBeVisible();
});
