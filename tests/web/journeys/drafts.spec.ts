import { TINY } from "../specs.ts";
import { expect, test } from "../test.ts";
import { file, saved, Workbench } from "../workbench.ts";

test("a reload keeps the text and the cursor", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.writeAndKeep(TINY);
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(workbench.status).toContainText("Ln 2, Col 2");
  await page.reload();
  await expect(workbench.text).toContainText("name: tiny");
  await expect(workbench.status).toContainText("Ln 2, Col 2");
});

test("what was typed just before the tab goes is kept", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.writeAndKeep(TINY);
  await page.keyboard.type("# last words");
  await page.reload();
  await expect(workbench.text).toContainText("# last words");
});

test("a first visit and a look around write nothing", async ({ workbench }) => {
  await workbench.open();
  await workbench.checked();
  await workbench.panel("drafts");
  await workbench.panel("samples");
  expect(await workbench.storage()).toEqual({});
});

test("a new draft leaves the one before among the drafts", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.writeAndKeep(TINY);
  await page.getByTestId("new").click();
  await expect(workbench.text).toHaveText("");
  await workbench.writeAndKeep("name: other\n");
  await workbench.panel("drafts");
  await expect(page.getByRole("listitem").filter({ hasText: "tiny" })).toBeVisible();
  await page.getByRole("button", { name: /^tiny/ }).click();
  await expect(workbench.text).toContainText("name: orders");
});

test("a deleted draft comes back with undo", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.writeAndKeep(TINY);
  await workbench.panel("drafts");
  const before = await workbench.storage();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(workbench.text).not.toContainText("name: tiny");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(workbench.text).toContainText("name: tiny");
  expect(Object.keys(await workbench.storage()).sort()).toEqual(Object.keys(before).sort());
});

test("two tabs on one draft never lose either text", async ({ workbench, context, site }) => {
  await workbench.open();
  await workbench.writeAndKeep(TINY);
  const other = new Workbench(await context.newPage(), site.url);
  await other.open();
  await expect(other.text).toContainText("name: tiny");
  await other.writeAndKeep("name: theirs\n");
  await expect(workbench.banner).toContainText("another tab");
  await workbench.page.getByRole("button", { name: "Keep mine" }).click();
  await workbench.kept();
  const kept = Object.values(await workbench.storage()).join();
  expect(kept).toContain("name: tiny");
  expect(kept).toContain("name: theirs");
});

test("storage that is full is said, and never called saved", async ({ workbench, page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await workbench.open();
  await workbench.write(TINY);
  await expect(workbench.alert).toContainText(/only in this tab/i);
  await expect(workbench.status).toContainText("Not saved");
  await expect(workbench.status).not.toContainText(/Saved/);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download backup" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.yaml$/);
  await expect(workbench.alert).toBeVisible();
});

test("storage that is refused outright does not stop the work", async ({ workbench, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await workbench.open();
  await workbench.write(TINY);
  await expect(workbench.alert).toBeVisible();
  await expect(workbench.status).toContainText("Not saved");
  await expect(workbench.text).toContainText("name: tiny");
});

test("a damaged draft is put aside, not removed, and the page starts", async ({ workbench, page }) => {
  await page.addInitScript(() => {
    localStorage.setItem("architrave.draft.broken", '{"id":"broken","te');
    localStorage.setItem("architrave.open", "broken");
  });
  await workbench.open();
  await workbench.panel("drafts");
  await expect(page.getByRole("alert").filter({ hasText: "cannot be read" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  await download;
  expect((await workbench.storage())["architrave.draft.broken"]).toBe('{"id":"broken","te');
});

test("a backup of all drafts brings them back elsewhere, and none twice", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.writeAndKeep(TINY);
  await page.getByTestId("new").click();
  await workbench.writeAndKeep("name: other 😀\n");
  await workbench.panel("drafts");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Back up all drafts" }).click();
  const backup = await saved(download);
  expect(backup.name).toBe("architrave-drafts.json");
  const drafts = () => page.getByRole("complementary", { name: "Drafts" }).getByRole("listitem");
  await expect(drafts()).toHaveCount(2);

  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await workbench.panel("drafts");
  await expect(drafts()).toHaveCount(0);
  await workbench.import(file(backup.text, backup.name));
  await expect(drafts()).toHaveCount(2);
  await workbench.import(file(backup.text, backup.name));
  await expect(page.getByText(/nothing new|already/i)).toBeVisible();
  await expect(drafts()).toHaveCount(2);
  await page.getByRole("button", { name: /^other/ }).click();
  await expect(workbench.text).toHaveText("name: other 😀");
});
