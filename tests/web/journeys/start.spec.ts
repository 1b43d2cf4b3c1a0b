import { serve } from "../server.ts";
import { expect, test } from "../test.ts";
import { Workbench } from "../workbench.ts";

test("the page opens and the editor is there", async ({ workbench }) => {
  await workbench.open();
  await expect(workbench.text).toBeEditable();
});

test("the site works below any path", async ({ page, guard }) => {
  const site = await serve("/some/where/");
  guard.allow(site.url);
  const workbench = new Workbench(page, site.url);
  await workbench.open();
  await expect(workbench.text).toBeEditable();
  await site.close();
});
