import { barriers } from "../barriers.ts";
import { system } from "../specs.ts";
import { expect, test } from "../test.ts";
import { file } from "../workbench.ts";

test.beforeEach(async ({ workbench }) => {
  await workbench.open();
  await workbench.import(file(system(24)));
  await expect(workbench.part("store service-3-db")).toBeVisible({ timeout: 20_000 });
});

test("kinds are left out and groups closed by the keyboard alone", async ({ workbench, page }) => {
  const button = page.getByTestId("diagram-view");
  await button.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("group", { name: "What is shown" });
  await page.keyboard.press("Tab");
  await expect(panel.getByRole("checkbox", { name: /^services/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(workbench.part("store service-3-db")).toBeHidden();
  await expect(workbench.part("service service-3")).toBeVisible();
  await panel.getByRole("button", { name: "Close all" }).press("Enter");
  await expect(workbench.part("context area-3")).toBeVisible();
  await expect(workbench.part("context area-3")).toContainText("3 services");
  await expect(workbench.part("service service-3")).toBeHidden();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(button).toBeFocused();
});

test("a closed group opens with a click, and closes again from the menu of what is in it", async ({ workbench, page }) => {
  await page.getByTestId("diagram-view").click();
  await page.getByRole("button", { name: "Close all" }).click();
  await page.keyboard.press("Escape");
  await workbench.part("context area-3").click();
  await expect(workbench.part("service service-3")).toBeVisible();
  await expect(workbench.part("service service-4")).toBeHidden();
  await workbench.part("service service-3").click({ button: "right" });
  const menu = page.getByTestId("element-menu");
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(menu.getByRole("menuitem", { name: "Close area-3" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(workbench.part("service service-3")).toBeHidden();
  await expect(workbench.part("context area-3")).toBeFocused();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(workbench.part("service service-4")).toBeVisible();
});

test("what is near an element is shown alone, and further away on demand", async ({ workbench, page }) => {
  const { nodes } = workbench;
  const all = await nodes.count();
  await workbench.part("service service-3").focus();
  await page.keyboard.press("n");
  await expect.poll(() => nodes.count()).toBeLessThan(12);
  await expect(workbench.part("service service-3")).toBeFocused();
  const near = await nodes.count();
  await page.getByTestId("diagram-view").click();
  await page.getByRole("combobox", { name: "How many steps away" }).selectOption("2");
  await expect.poll(() => nodes.count()).toBeGreaterThan(near);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(nodes).toHaveCount(all);
  await workbench.part("service service-3").focus();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByTestId("element-menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("element-menu")).toBeHidden();
  await expect(workbench.part("service service-3")).toBeFocused();
});
