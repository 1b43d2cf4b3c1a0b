// What follows from a spec for other tools and readers: looked at, taken along, packed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { press, tabTo } from "../keyboard.ts";
import { SHOP, system } from "../specs.ts";
import { expect, test } from "../test.ts";
import { unzip } from "../unzip.ts";
import { file, saved } from "../workbench.ts";

test.beforeEach(async ({ workbench }) => {
  await workbench.open();
  await workbench.checked();
  await workbench.write(SHOP);
  await expect(workbench.node("orders")).toBeVisible();
});

test("what writes documents comes when it is asked for, and goes on with the text", async ({ workbench, page }) => {
  const writers: string[] = [];
  page.on("request", (request) => /writer_bg/.test(request.url()) && writers.push(request.url()));
  await workbench.documents("openapi");
  await expect(workbench.document).toContainText("/orders");
  expect(writers).toHaveLength(1);
  await expect(workbench.document).not.toContainText("/refunds");
  await workbench.write(SHOP.replace("- POST /orders", "- POST /refunds"));
  await expect(workbench.document).toContainText("/refunds");
  // It checks and draws as the other one did.
  await workbench.write(SHOP.replace("name: payments", "name: billing"));
  await page.getByTestId("tab-map").click();
  await expect(workbench.node("billing")).toBeVisible();
  await page.getByTestId("tab-documents").click();
  await expect(workbench.document).toContainText("/orders");
  expect(writers).toHaveLength(1);
});

test("of several documents one is chosen, and stays chosen over edits", async ({ workbench, page }) => {
  await workbench.documents("openapi");
  await page.getByTestId("document-choice").selectOption({ label: "payments" });
  await expect(workbench.document).toContainText("/payments");
  await workbench.write(SHOP.replace("POST /payments", "POST /charges"));
  await expect(workbench.document).toContainText("/charges");
  await expect(page.getByTestId("document-choice")).toHaveValue(/payments/);
});

test("what is seen of a long document stays in sight over edits", async ({ workbench, page }) => {
  await workbench.import(file(system(12)));
  await workbench.documents("asyncapi");
  await expect(workbench.document).toContainText("asyncapi");
  const scroller = workbench.document.locator(".cm-scroller");
  await scroller.evaluate((element) => (element.scrollTop = 1200));
  const top = () => scroller.evaluate((element) => element.scrollTop);
  await workbench.text.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("summary: another one\n");
  await workbench.checked();
  await workbench.kept();
  // The summary adds a line of 20 pixels above what is seen.
  await expect.poll(top).toBe(1220);
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]] as const) {
  test(`what is done with a document stands on one line at ${width}`, async ({ workbench, page }) => {
    await workbench.import(file(system(3)));
    await workbench.documents("sql");
    await expect(workbench.document).toContainText("CREATE TABLE");
    await page.setViewportSize({ width, height });
    if (width < 640) await page.getByRole("button", { name: "Documents" }).click();
    const parts = ["document-choice", "compare", "document-copy", "document-save", "pack"].map((name) => page.getByTestId(name));
    for (const part of parts) await expect(part).toBeInViewport({ ratio: 1 });
    const middles = await Promise.all(parts.map((part) => part.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return Math.round((top + bottom) / 2);
    })));
    expect(new Set(middles).size, String(middles)).toBe(1);
  });
}

test("a document is copied and saved", async ({ workbench, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await workbench.documents("adrs");
  await expect(workbench.document).toContainText("One database");
  await page.getByTestId("document-copy").click();
  await expect(page.getByText("Document copied")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const download = page.waitForEvent("download");
  await page.getByTestId("document-save").click();
  const { name, text } = await saved(download);
  expect(name).toBe("0001-one-database.md");
  expect(text).toContain("One database");
  expect(copied).toBe(text);
});

test("the archive holds what the command writes, byte for byte", async ({ workbench, page }) => {
  test.slow();
  const spec = readFileSync(fileURLToPath(new URL("../../../public/samples/ecommerce.yaml", import.meta.url)), "utf8");
  await workbench.import(file(spec));
  await workbench.documents("openapi");
  await expect(workbench.document).toContainText("openapi");
  const download = page.waitForEvent("download");
  await page.getByTestId("pack").click();
  const archive = await download;
  expect(archive.suggestedFilename()).toMatch(/\.zip$/);
  const packed = unzip(readFileSync(await archive.path()));
  const folder = mkdtempSync(join(tmpdir(), "architrave-export-"));
  try {
    writeFileSync(join(folder, "spec.yaml"), spec);
    const out = join(folder, "out");
    const command = ["run", "--quiet", "--bin", "architrave", "--", "export", "all", join(folder, "spec.yaml"), "--out", out];
    const root = fileURLToPath(new URL("../../..", import.meta.url));
    expect(spawnSync("cargo", command, { cwd: root, encoding: "utf8" })).toMatchObject({ status: 0 });
    const entries = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1).replaceAll("\\", "/"));
    expect([...packed.keys()].sort()).toEqual(paths.sort());
    expect(paths.filter((path) => path.endsWith(".svg")).length).toBeGreaterThan(3);
    for (const path of paths) expect(packed.get(path), path).toBe(readFileSync(join(out, path), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a document that is a page is shown as one, in a frame in which nothing runs", async ({ workbench, page }) => {
  await workbench.write(SHOP.replace("name: shop", 'name: "<img src=x onerror=alert(1)><script>alert(2)</script>"'));
  await workbench.documents("design");
  await page.getByTestId("document-choice").selectOption({ label: "HTML" });
  const frame = page.getByTestId("document-page").contentFrame();
  await expect(frame.getByRole("heading", { level: 1 })).toContainText("<img src=x");
  await expect(frame.locator("script, img[onerror]")).toHaveCount(0);
  await workbench.write(SHOP);
  await expect(frame.getByRole("heading", { level: 1 })).toContainText("shop");
});

test("a kind without a document says what to write for one", async ({ workbench, page }) => {
  await workbench.documents("asyncapi");
  await expect(page.getByTestId("document-nothing")).toContainText("events:");
  await workbench.write(`${SHOP}events: [{ name: order.placed, producer: orders }]\n`);
  await expect(workbench.document).toContainText("order.placed");
  await expect(page.getByTestId("document-nothing")).toHaveCount(0);
});

test("a line of a document leads to the line of the spec that it comes from", async ({ workbench }) => {
  await workbench.documents("openapi");
  await workbench.document.getByText("post:").first().click();
  await expect(workbench.status).toContainText("Ln 6");
  await expect(workbench.text).toBeFocused();
});

test("half a line leaves the document and says that it is not of this text", async ({ workbench, page }) => {
  await workbench.documents("openapi");
  await expect(workbench.document).toContainText("/orders");
  await workbench.write(`${SHOP}summary: { half`);
  await expect(page.getByTestId("document-stale")).toContainText("Last valid");
  await expect(workbench.document).toContainText("/orders");
  await workbench.write(SHOP);
  await expect(page.getByTestId("document-stale")).toHaveCount(0);
});

test("without what writes documents everything else goes on, and it can be fetched again", async ({ workbench, page, context, guard }) => {
  const script = "**/writer_loader*.js";
  await context.route(script, (route) => route.abort());
  await page.getByTestId("tab-documents").click();
  const documents = page.getByTestId("documents");
  await expect(documents.getByRole("alert")).toContainText("cannot be written now");
  await workbench.write(SHOP.replace("name: payments", "name: billing"));
  await page.getByTestId("tab-map").click();
  await expect(workbench.node("billing")).toBeVisible();
  await page.getByTestId("tab-documents").click();
  await expect(documents.getByRole("alert")).toContainText("cannot be written now");
  await context.unroute(script);
  await documents.getByRole("button", { name: "Try again" }).click();
  await workbench.documents("openapi");
  await expect(workbench.document).toContainText("/orders");
  // Some browsers say that the script did not come, some do not.
  guard.forgive(/ERR_FAILED|writer_loader/);
});

test("documents are chosen, read and followed into the text by the keyboard alone", async ({ workbench, page }) => {
  await workbench.text.focus();
  await press(page, "F6", "F6");
  await press(page, "End", "ArrowLeft");
  await expect(page.getByTestId("tab-documents")).toBeFocused();
  const openapi = page.getByTestId("tab-openapi");
  await openapi.waitFor();
  await tabTo(page, page.getByTestId("documents").getByRole("tab", { selected: true }));
  await press(page, "End", "Home");
  while (!(await openapi.evaluate((tab) => tab === document.activeElement))) await press(page, "ArrowRight");
  await expect(openapi).toHaveAttribute("aria-selected", "true");
  await expect(workbench.document).toContainText("/orders");
  await tabTo(page, page.getByTestId("pack"));
  await tabTo(page, workbench.document);
  await press(page, "ControlOrMeta+Home");
  for (let line = 1; line < 40; line += 1) await page.keyboard.press("ArrowDown");
  await press(page, "Enter");
  await expect(workbench.text).toBeFocused();
  await expect(workbench.status).toContainText(/Ln [56]/);
});
