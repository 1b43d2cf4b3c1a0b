import { expect, test } from "../test.ts";

/** At this stage nothing is reported that is merely not there yet. */
const VERB = `name: shop
stage: draft
services:
  - name: orders
    api:
      - GET /v1/getOrders # a comment that stays
data_model:
  - orders
`;

test.beforeEach(async ({ workbench }) => {
  await workbench.open();
  await workbench.checked();
});

test("from typing to a fix: squiggle, row, fix, gone, one step back", async ({ workbench, page }) => {
  await workbench.write(VERB);
  const problem = workbench.problem("api/verb-in-path");
  await expect(problem).toContainText("repeats what the method says");
  await expect(workbench.squiggles.filter({ hasText: "getOrders" })).toBeVisible();
  await problem.getByTestId("problem-fix").click();
  await expect(problem).toBeHidden();
  await expect(workbench.text).toContainText("GET /v1/orders # a comment that stays");
  await expect(workbench.squiggles.filter({ hasText: "getOrders" })).toBeHidden();
  await workbench.text.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(workbench.text).toContainText("GET /v1/getOrders");
  await expect(problem).toBeVisible();
});

test("a click on a problem leads to its place", async ({ workbench }) => {
  await workbench.write(VERB);
  await workbench.problem("api/verb-in-path").getByRole("button", { name: /repeats/ }).click();
  await expect(workbench.status).toContainText("Ln 6");
  await expect(workbench.text).toBeFocused();
});

test("the quick fix is reached by the keyboard", async ({ workbench, page }) => {
  await workbench.write(VERB);
  await expect(workbench.problem("api/verb-in-path")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("F8");
  await page.keyboard.press("ControlOrMeta+.");
  await page.keyboard.press("Enter");
  await expect(workbench.text).not.toContainText("getOrders");
});

test("places are right behind emoji, wide characters and CRLF", async ({ workbench }) => {
  const text = VERB.replace("name: shop", "name: 🏪 店舗 née").replaceAll("\n", "\r\n");
  await workbench.import({ name: "wide.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) });
  await expect(workbench.squiggles.filter({ hasText: /^getOrders$/ })).toBeVisible();
  await workbench.problem("api/verb-in-path").getByTestId("problem-fix").click();
  await expect(workbench.text).toContainText("GET /v1/orders # a comment that stays");
});

test("half a line does not hide the rest", async ({ workbench }) => {
  await workbench.write(VERB.replace("services:", "summary: { half\nservices:"));
  await expect(workbench.problem("api/verb-in-path")).toBeVisible();
});

test("a text with thousands of findings can still be typed into", async ({ workbench, page }) => {
  const many = Array.from({ length: 1500 }, (_, index) => `  - GET /v1/getOrders/${index}`).join("\n");
  await workbench.write(`name: many\ndata_model:\n  - orders\napi:\n${many}\n`);
  await expect(workbench.rows.first()).toBeVisible();
  await page.keyboard.type("# still here");
  await expect(workbench.text).toContainText("# still here");
});

test("typing over selected lines replaces them, within the page's policy", async ({ workbench, page }) => {
  await workbench.write(VERB);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("name: x");
  await expect(workbench.text).toHaveText("name: x");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(workbench.text).toContainText("GET /v1/getOrders");
});
