import { TINY } from "../specs.ts";
import { expect, test } from "../test.ts";
import { file, saved } from "../workbench.ts";

const REFUSED = [
  { what: "a picture", file: file(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xfe]), "picture.png"), says: "not text" },
  { what: "an empty file", file: file("", "empty.yaml"), says: "is empty" },
  { what: "a file of spaces", file: file(" \n\n ", "blank.yaml"), says: "is empty" },
  { what: "a file of 10 MB", file: file("a: b\n".repeat(2_000_000), "huge.yaml"), says: "at most" },
];

for (const { what, file, says } of REFUSED) {
  test(`${what} is refused by name, and nothing else changes`, async ({ workbench }) => {
    await workbench.open();
    await workbench.writeAndKeep(TINY);
    const before = await workbench.storage();
    await workbench.import(file);
    await expect(workbench.alert).toContainText(file.name);
    await expect(workbench.alert).toContainText(says);
    await expect(workbench.text).toContainText("name: tiny");
    expect(await workbench.storage()).toEqual(before);
  });
}

test("a file becomes a draft of its own", async ({ workbench }) => {
  await workbench.open();
  await workbench.writeAndKeep(TINY);
  await workbench.import(file("name: imported\r\nservices: [one]\r\n", "from disk.yaml"));
  await expect(workbench.text).toContainText("name: imported");
  await workbench.kept();
  const kept = Object.values(await workbench.storage()).join();
  expect(kept).toContain("name: tiny");
  expect(kept).toContain("name: imported");
});

test("a file keeps its line ends on the way out", async ({ workbench, page }) => {
  await workbench.open();
  const text = "name: imported\r\nservices: [one]\r\n";
  await workbench.import(file(text));
  await expect(workbench.text).toContainText("name: imported");
  const download = page.waitForEvent("download");
  await page.getByTestId("export").click();
  expect((await saved(download)).text).toBe(text);
});

for (const where of ["text", "diagram"] as const) {
  test(`a file that falls onto the ${where} becomes a draft of its own`, async ({ workbench }) => {
    await workbench.open();
    await workbench.writeAndKeep(TINY);
    await workbench.drop(workbench[where], file("name: dropped\nservices: [one]\n", "dropped.yaml"));
    await expect(workbench.text).toHaveText("name: droppedservices: [one]");
    await workbench.kept();
    const kept = Object.values(await workbench.storage()).join();
    expect(kept).toContain("name: tiny");
    expect(kept.match(/name: dropped/g)).toHaveLength(1);
  });
}
