import { HANG, PANIC, trapEngine } from "../faults.ts";
import { TINY } from "../specs.ts";
import { expect, test } from "../test.ts";

test.afterEach(({ guard }) => {
  guard.forgive(/unreachable/);
});

test("a checker that panics is replaced; text and focus stay", async ({ workbench, page, context }) => {
  await trapEngine(context, 1);
  await workbench.open();
  await workbench.checked();
  await workbench.write(`${TINY}# ${PANIC}`);
  await expect(workbench.banner).toContainText("started again");
  await page.keyboard.type(" and on");
  await expect(workbench.text).toContainText(`${PANIC} and on`);
  await workbench.checked();
});

test("a checker that hangs is replaced within seconds; text and focus stay", async ({ workbench, page, context }) => {
  await trapEngine(context, 1);
  await workbench.open();
  await workbench.checked();
  await workbench.write(`${TINY}# ${HANG}`);
  await page.keyboard.type(" and on");
  // Ended after 5 s, replaced within 2.
  await expect(workbench.banner).toContainText("started again", { timeout: 7_000 });
  await page.keyboard.type(" and on");
  await expect(workbench.text).toContainText(`${HANG} and on and on`);
  await workbench.checked();
});

test("a text that breaks the checker twice is left alone until asked for", async ({ workbench, page, context }) => {
  await trapEngine(context);
  await workbench.open();
  await workbench.checked();
  await workbench.write(`${TINY}# ${PANIC}`);
  await expect(workbench.banner).toContainText("Safe mode");
  await expect(workbench.status).toContainText("Not checked");
  await workbench.kept();
  await page.reload();
  await expect(workbench.text).toContainText(PANIC);
  await expect(workbench.banner).toContainText("Safe mode");
  await workbench.write(TINY);
  await page.getByRole("button", { name: "Try again" }).click();
  await workbench.checked();
  await expect(workbench.banner).toBeHidden();
});
