import { TINY } from "../specs.ts";
import { expect, test } from "../test.ts";

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
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  const svg = Buffer.concat(chunks).toString();
  expect(svg).toContain("<svg");
  expect(svg).toContain("payments");
  expect(svg).not.toMatch(/<script|\son\w+=|javascript:/i);
});

test("the official Mermaid draws what we write, from our own origin", async ({ workbench, page }) => {
  await page.getByRole("button", { name: "Mermaid" }).click();
  const frame = workbench.diagram.locator("iframe").contentFrame();
  await expect(frame.locator("svg")).toContainText("orders", { timeout: 20_000 });
});
