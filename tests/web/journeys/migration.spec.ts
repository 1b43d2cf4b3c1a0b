// What leads from the tables of an earlier version to those of the text.
import { readFileSync } from "node:fs";
import { press, tabTo } from "../keyboard.ts";
import { expect, test } from "../test.ts";
import { unzip } from "../unzip.ts";
import { file } from "../workbench.ts";

const TABLES = `name: shop
stage: draft
stores: [{ name: ledger, engine: postgres }, { name: archive, engine: mysql }]
data_model:
  - name: orders
    store: ledger
    fields:
      id: uuid pk
  - name: receipts
    store: archive
    fields:
      id: integer pk
`;
const NOTE = TABLES.replace("uuid pk\n", "uuid pk\n      note: text\n");

test.beforeEach(async ({ workbench }) => {
  await workbench.open();
  await workbench.checked();
});

test("a draft is compared with what it was, store by store, and the script follows the text", async ({ workbench, page }) => {
  await workbench.import(file(TABLES));
  await workbench.kept();
  await workbench.write(NOTE);
  await workbench.kept();
  await workbench.documents("sql");
  await expect(workbench.document).toContainText("CREATE TABLE");
  await workbench.compare(/^\d{4}-/);
  await expect(workbench.document).toContainText("from an earlier version to this one");
  await expect(workbench.document).toContainText(/ADD COLUMN.*note/);
  await expect(page.getByTestId("compare")).toContainText(/Since \d{4}-/);
  await workbench.write(NOTE.replace("note: text", "remark: text"));
  await expect(workbench.document).toContainText(/ADD COLUMN.*remark/);
  await page.getByTestId("document-choice").selectOption({ label: "archive: migration" });
  await expect(workbench.document).toContainText("Nothing changes");
  await workbench.compare("Stop comparing");
  await expect(workbench.document).toContainText("CREATE TABLE");
  await expect(page.getByTestId("document-choice").getByRole("option")).toHaveText(["ledger", "archive"]);
});

test("a draft is compared with another draft, and its migrations are in the archive", async ({ workbench, page }) => {
  await workbench.writeAndKeep(TABLES.replace("name: shop", "name: the shop that runs"));
  await page.getByTestId("new").click();
  await workbench.writeAndKeep(NOTE);
  await workbench.documents("sql");
  await workbench.compare("the shop that runs");
  await expect(workbench.document).toContainText(/ADD COLUMN.*note/);
  const shown = await workbench.document.getByRole("textbox").innerText();
  const download = page.waitForEvent("download");
  await page.getByTestId("pack").click();
  const packed = unzip(readFileSync(await (await download).path()));
  expect([...packed.keys()].filter((path) => path.startsWith("sql/"))).toEqual([
    "sql/ledger.sql",
    "sql/archive.sql",
    "sql/ledger-migration.sql",
    "sql/archive-migration.sql",
  ]);
  expect(packed.get("sql/ledger-migration.sql")).toContain("ADD COLUMN");
  expect(shown).toContain(packed.get("sql/ledger-migration.sql")?.split("\n")[0]);
  // Another document is another comparison.
  await page.getByTestId("new").click();
  await workbench.write(TABLES);
  await expect(workbench.document).toContainText("CREATE TABLE");
  await expect(page.getByTestId("compare")).toContainText("Compare…");
});

test("a file is compared by the keyboard alone, and one that cannot be read is not taken for a removal", async ({ workbench, page }) => {
  await workbench.writeAndKeep(NOTE);
  await workbench.documents("sql");
  await expect(workbench.document).toContainText("CREATE TABLE");
  const compare = page.getByTestId("compare");
  await tabTo(page, compare);
  await press(page, "Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await press(page, "End");
  const chosen = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chosen).setFiles(file(TABLES, "running.yaml"));
  await expect(workbench.document).toContainText(/ADD COLUMN.*note/);
  await expect(compare).toContainText("Since running.yaml");
  await expect(compare).toBeFocused();

  await page.getByTestId("compare-file").setInputFiles(file(TABLES.replace("name: orders", "nam: orders"), "half.yaml"));
  await expect(page.getByTestId("document-stale")).toContainText("part of the earlier version cannot be read");
  await page.getByTestId("compare-file").setInputFiles(file(TABLES, "running.yaml"));
  await expect(page.getByTestId("document-stale")).toHaveCount(0);
});

test("versions give way where a draft needs the room", async ({ workbench, page }) => {
  await workbench.import(file(TABLES));
  await workbench.kept();
  await workbench.write(NOTE);
  await workbench.kept();
  const versions = async () => Object.keys(await workbench.storage()).filter((key) => key.startsWith("architrave.history."));
  expect(await versions()).toHaveLength(1);
  // All but a rest of the room is taken.
  await page.evaluate(() => {
    for (let size = 1 << 22; size > 8; size >>= 1) {
      for (let number = 0; ; number += 1) {
        try {
          localStorage.setItem(`other.${size}.${number}`, "x".repeat(size));
        } catch {
          break;
        }
      }
    }
  });
  await page.keyboard.insertText("# and more than there is room for");
  await workbench.kept();
  await expect.poll(versions).toEqual([]);
  await page.reload();
  await expect(workbench.text).toContainText("# and more than there is room for");
});
