// The pages of the rules are a file apart from the engine: it comes later, and may not come at all.
import { INVERSION } from "../specs.ts";
import { expect, test } from "../test.ts";

const FILE = "**/rules-*.json";
const WHY = /while the callee still works/;

test("the pages of the rules come after the first findings, once, and then explain them", async ({ workbench, page }) => {
  const asked: string[] = [];
  let findings = 0;
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route(FILE, async (route) => {
    findings = await workbench.rows.count();
    await route.continue();
  });
  await workbench.open();
  await workbench.checked();
  await expect.poll(() => asked.filter((path) => path.includes("/rules-")).length).toBe(1);
  // The count is asked for while the request is held, and may be answered after it was seen.
  await expect.poll(() => findings).toBeGreaterThan(0);
  expect(asked.findIndex((path) => path.includes("/rules-"))).toBeGreaterThan(asked.findIndex((path) => path.includes("worker_bg")));
  await workbench.write(INVERSION);
  await workbench.squiggles.filter({ hasText: /^1s$/ }).hover();
  await expect(workbench.card).toContainText(WHY);
  await workbench.panel("rules");
  await expect(page.getByRole("complementary", { name: "Rules" })).toContainText(/\d{3} rules/);
  expect(asked.filter((path) => path.includes("/rules-"))).toHaveLength(1);
});

test("without the pages of the rules everything else works, and they can be fetched again", async ({ workbench, page, guard }) => {
  await page.route(FILE, (route) => route.abort());
  await workbench.open();
  await workbench.write(INVERSION);
  const problem = workbench.problem("resilience/timeout-inversion");
  await problem.getByRole("button", { name: "Details" }).click();
  await expect(problem.getByRole("alert")).toContainText("could not be loaded");
  await expect(problem.getByRole("list", { name: "How this follows" })).toBeVisible();
  await problem.getByRole("button", { name: "About this rule" }).click();
  const rule = page.getByTestId("rule-page");
  await expect(rule).toContainText("could not be loaded");
  await expect(workbench.text).toContainText("timeout: 800ms");
  await rule.getByRole("button", { name: "Try again" }).focus();
  await page.keyboard.press("Enter");
  await expect(rule.getByRole("button", { name: "Try again" })).toBeFocused();
  await page.unroute(FILE);
  await page.keyboard.press("Enter");
  await expect(rule).toContainText(WHY);
  await expect(problem).toContainText(WHY);
  await expect(rule.getByRole("button", { name: "All rules" })).toBeFocused();
  expect(guard.forgive(/rules-.*json|ERR_FAILED/)).not.toEqual([]);
});
