// The engine is asked for what is looked at, and for nothing else.
import { SHOP } from "../specs.ts";
import { expect, test } from "../test.ts";

test("what nobody looks at is not made", async ({ workbench, page }) => {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    const asked: string[] = [];
    Object.assign(window, { asked });
    Worker.prototype.postMessage = function (this: Worker, message: string) {
      asked.push(message);
      post.call(this, message);
    };
  });
  let checks = 0;
  /** What was asked for since the last time but checks: `draw map`, `write openapi:orders`. */
  const asked = async (): Promise<string[]> => {
    const messages = await page.evaluate(() => (window as unknown as { asked: string[] }).asked.splice(0));
    const words = messages.map((message) => {
      const [kind, what] = Object.entries(JSON.parse(message).body as Record<string, Record<string, unknown>>)[0] ?? ["", {}];
      return `${kind} ${String(what.diagram ?? what.document ?? "")}`.trim();
    });
    checks += words.filter((word) => word === "check").length;
    return [...new Set(words)].filter((word) => !["check", "hello"].includes(word));
  };

  await workbench.open();
  await workbench.checked();
  await workbench.write(SHOP);
  await expect(workbench.node("orders")).toBeVisible();
  await workbench.write(SHOP.replaceAll("orders", "baskets"));
  await expect(workbench.node("baskets")).toBeVisible();
  expect(await asked()).toEqual(["draw map"]);

  await page.getByTestId("tab-documents").click();
  await expect(workbench.document).toContainText("System overview");
  const [first, ...more] = await asked();
  expect(first).toMatch(/^write /);
  expect(more).toEqual([]);

  await page.getByTestId("tab-openapi").click();
  await expect(workbench.document).toContainText("/baskets");
  expect(await asked()).toEqual(["write openapi:baskets"]);
  await workbench.write(SHOP);
  await expect(workbench.document).toContainText("/orders");
  expect(await asked()).toEqual(["write openapi:orders"]);

  await page.getByTestId("tab-score").click();
  await workbench.write(SHOP.replaceAll("orders", "carts"));
  await expect(workbench.rows.filter({ hasText: "carts" }).first()).toBeVisible();
  await workbench.kept();
  expect(await asked()).toEqual([]);
  expect(checks).toBeGreaterThan(4);
  await page.getByTestId("tab-map").click();
  await expect(workbench.node("carts")).toBeVisible();
  await workbench.write(SHOP.replaceAll("orders", "lists"));
  await expect(workbench.node("lists")).toBeVisible();
  expect(await asked()).toEqual(["draw map"]);
});
