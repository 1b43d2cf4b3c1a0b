import { INVERSION } from "../specs.ts";
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

/** Three findings with safe fixes, of two rules, and one that must be looked at first. */
const FIXABLE = `name: shop
services:
  - name: orders
    calls:
      - { to: payments, timeout: 2s, retry: { attempts: 3, backoff: exponential, jitter: true, on: [503, 422] } } # first
      - { to: shipping, timeout: 2s, retry: { attempts: 3, backoff: exponential, jitter: true, on: [503, 400] } } # second
    api:
      - GET /v1/getOrders
  - name: payments
  - name: shipping
security:
  authentication:
    - { name: login, kind: oidc, flow: authorization-code, clients: [web, ios] }
data_model: [orders]
`;

test("all safe fixes are looked at as a difference, then made or left", async ({ workbench, page }) => {
  await workbench.write(FIXABLE);
  const fix = workbench.problems.getByRole("button", { name: "Fix 3" });
  await fix.click();
  const changes = workbench.dialog.getByRole("group", { name: "What changes" });
  await expect(changes).toContainText("on: [503, 422]");
  await expect(changes).toContainText("on: [503] ");
  await expect(changes).toContainText("flow: authorization-code-pkce");
  await expect(changes).not.toContainText("getOrders");
  await workbench.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(workbench.text).toContainText("on: [503, 422]");
  await expect(fix).toBeFocused();
  await fix.click();
  await workbench.dialog.getByRole("button", { name: "Apply" }).click();
  await expect(workbench.text).toContainText("on: [503] } } # first");
  await expect(workbench.text).toContainText("authorization-code-pkce");
  await expect(workbench.text).toContainText("getOrders");
  await expect(fix).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(workbench.text).toContainText("on: [503, 400]");
  await expect(workbench.text).not.toContainText("authorization-code-pkce");
});

test("all findings of one rule are fixed together, and no others", async ({ workbench }) => {
  await workbench.write(FIXABLE);
  const retries = workbench.problem("resilience/retry-on-client-error");
  await expect(retries).toHaveCount(2);
  await retries.first().getByRole("button", { name: "Details" }).click();
  await retries.first().getByRole("button", { name: "Fix all of this rule…" }).click();
  await expect(workbench.dialog).toContainText("on: [503, 400]");
  await expect(workbench.dialog).not.toContainText("pkce");
  await workbench.dialog.getByRole("button", { name: "Apply" }).click();
  await expect(retries).toHaveCount(0);
  await expect(workbench.problem("auth/public-client-without-pkce")).toBeVisible();
});

test("the steps behind a finding stand in its row, in the card at its place and on the rule's page", async ({ workbench, page }) => {
  await workbench.write(INVERSION);
  const steps = [/payments waits for bank/, /payments may need 1600ms/, /orders gives up after 1s/, /they cross at orders/];
  await workbench.squiggles.filter({ hasText: /^1s$/ }).hover();
  await expect(workbench.card.getByRole("list", { name: "How this follows" }).getByRole("listitem")).toHaveText(steps);
  const problem = workbench.problem("resilience/timeout-inversion");
  await problem.getByRole("button", { name: "Details" }).click();
  await expect(problem.getByRole("list", { name: "How this follows" }).getByRole("listitem")).toHaveText(steps);
  await problem.getByRole("button", { name: "About this rule" }).click();
  const rule = page.getByTestId("rule-page");
  await expect(rule.getByRole("list", { name: "How this follows" }).getByRole("listitem")).toHaveText(steps);
  await rule.getByRole("button", { name: /line 5/ }).click();
  await expect(workbench.status).toContainText("Ln 5");
});

test("one key saves one file", async ({ workbench, page }) => {
  await workbench.write(VERB);
  const names: string[] = [];
  page.on("download", (download) => names.push(download.suggestedFilename()));
  await page.keyboard.press("ControlOrMeta+s");
  await expect.poll(() => names).toEqual(["shop.yaml"]);
  await workbench.panel("rules");
  await expect(page.getByRole("complementary", { name: "Rules" })).toContainText("api/verb-in-path");
  expect(names).toEqual(["shop.yaml"]);
});
