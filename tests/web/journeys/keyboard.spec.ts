// The whole job without a mouse.
import { press, tabTo } from "../keyboard.ts";
import { expect, test } from "../test.ts";

/** Two defects with a fix, one of which is wanted that way. */
const SPEC = `name: shop
stage: draft
services:
  - name: orders
    calls: [{ to: payments, timeout: 2s }]
    api:
      - GET /v1/getOrders
      - GET /v1/getPayments
  - name: payments
data_model:
  - orders
  - payments
`;

test.beforeEach(async ({ workbench, page }) => {
  await workbench.open();
  await workbench.checked();
  await expect(workbench.diagram.locator("svg").first()).toBeVisible();
  // From the page's address into the page.
  await press(page, "Tab");
  await expect(page.getByRole("button", { name: "Skip to the editor" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Skip to the editor" })).toBeInViewport();
  await press(page, "Enter");
  await expect(workbench.text).toBeFocused();
  await press(page, "ControlOrMeta+A", "Delete");
  await page.keyboard.insertText(SPEC);
  await expect(workbench.problem("api/verb-in-path")).toHaveCount(2);
});

test("a defect is written, found, mended and ignored by the keyboard alone", async ({ workbench, page }) => {
  const verbs = workbench.problem("api/verb-in-path");
  await press(page, "ControlOrMeta+Home", "F8", "Shift+F8", "F8");
  await expect(workbench.status).toContainText(/Ln [78]/);
  await expect(page.locator("[data-testid=problem-row].is-chosen")).toHaveCount(1);
  await press(page, "ControlOrMeta+.");
  await expect(workbench.editor.getByRole("menuitem").first()).toBeFocused();
  await press(page, "ArrowDown", "ArrowUp", "Enter");
  await expect(workbench.text).toBeFocused();
  await expect(verbs).toHaveCount(1);
  await press(page, "ControlOrMeta+z");
  await expect(verbs).toHaveCount(2);
  await press(page, "ControlOrMeta+Shift+Z");
  await expect(verbs).toHaveCount(1);
  await press(page, "ControlOrMeta+z");
  await expect(verbs).toHaveCount(2);

  await press(page, "Escape", "Tab");
  await expect(workbench.text).not.toBeFocused();
  await tabTo(page, verbs.first().getByTestId("problem-fix"));
  await press(page, "Enter");
  await expect(verbs).toHaveCount(1);
  await expect(workbench.text).not.toContainText("getOrders");
  // What was fixed is gone: the focus is at the next one.
  await expect(workbench.place(verbs)).toBeFocused();
  await tabTo(page, verbs.getByRole("button", { name: "Details" }), "Shift+Tab");
  await press(page, "Enter");
  await tabTo(page, verbs.getByRole("button", { name: "Ignore…" }));
  await press(page, "Enter");
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.type("the path is older than we are");
  await press(page, "Enter");
  await expect(verbs).toHaveCount(0);
  await expect(workbench.text).toContainText("the path is older than we are");
  // Its row was the last: the focus is above them.
  await expect(workbench.rows).toHaveCount(0);
  await expect(workbench.problems.getByRole("button", { name: "Problems" })).toBeFocused();
});

test("after each problem that is mended or ignored the next one has the focus", async ({ workbench, page }) => {
  const { rows } = workbench;
  await press(page, "ControlOrMeta+A", "Delete");
  const paths = ["getOrders", "getPayments", "getCarts", "getGoods"];
  const api = paths.map((path) => `      - GET /v1/${path}\n`).join("");
  await page.keyboard.insertText(`${SPEC.replace(/ {6}- GET[^]*(?= {2}- name: payments)/, api)}  - carts\n  - goods\n`);
  await expect(rows).toHaveCount(4);
  const fix = async (at: number) => {
    await tabTo(page, rows.nth(at).getByTestId("problem-fix"));
    await press(page, "Enter");
  };
  await press(page, "Escape");
  await fix(1);
  await expect(rows).toHaveCount(3);
  await expect(workbench.place(rows.nth(1))).toBeFocused();
  await expect(rows.nth(1)).toContainText("9:");

  await tabTo(page, rows.nth(1).getByRole("button", { name: "Details" }), "Shift+Tab");
  await press(page, "Enter");
  await tabTo(page, rows.nth(1).getByRole("button", { name: "Ignore…" }));
  await press(page, "Enter");
  await page.keyboard.type("it was always called that");
  await press(page, "Enter");
  await expect(rows).toHaveCount(2);
  await expect(workbench.place(rows.nth(1))).toBeFocused();

  // Of the last one the one before.
  await fix(1);
  await expect(rows).toHaveCount(1);
  await expect(workbench.place(rows.first())).toBeFocused();
  await fix(0);
  await expect(rows).toHaveCount(0);
  await expect(workbench.problems.getByRole("button", { name: "Problems" })).toBeFocused();
});

test("diagrams are chosen, moved and followed into the text by the keyboard alone", async ({ workbench, page }) => {
  await press(page, "F6", "F6");
  const map = page.getByTestId("tab-map");
  await expect(map).toBeFocused();
  await press(page, "ArrowRight");
  await expect(page.getByTestId("tab-data")).toBeFocused();
  await expect(page.getByTestId("tab-data")).toHaveAttribute("aria-selected", "true");
  await press(page, "Home");
  await expect(map).toHaveAttribute("aria-selected", "true");
  await expect(workbench.node("orders")).toBeVisible();

  const canvas = workbench.diagram.locator(".canvas");
  const stage = () => workbench.diagram.locator(".stage").evaluate((stage) => getComputedStyle(stage).transform);
  await tabTo(page, canvas);
  const start = await stage();
  await press(page, "ArrowRight", "+", "+");
  const moved = await stage();
  expect(moved).not.toBe(start);
  await press(page, "0");
  expect(await stage()).toBe(start);

  await press(page, "Tab");
  await expect(canvas.locator("[data-id]:focus")).toHaveCount(1);
  await expect(workbench.node("orders")).toBeFocused();
  await press(page, "ArrowDown");
  await expect(canvas.locator("g.edge:focus")).toHaveCount(1);
  await press(page, "ArrowDown");
  await expect(workbench.node("payments")).toBeFocused();
  await press(page, "Enter");
  await expect(workbench.text).toBeFocused();
  await expect(workbench.status).toContainText("Ln 9");
});

test("palette, shortcuts, drafts, samples, colours and sharing are in reach of the keyboard alone", async ({ workbench, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const dialog = page.getByRole("dialog");
  await workbench.kept();

  await press(page, "ControlOrMeta+k");
  await expect(dialog.getByRole("combobox")).toBeFocused();
  await press(page, "ArrowUp");
  await expect(dialog.getByRole("option", { selected: true })).toBeInViewport();
  await press(page, "Escape");
  await expect(dialog).toHaveCount(0);
  await expect(workbench.text).toBeFocused();
  await press(page, "ControlOrMeta+k");
  await page.keyboard.type("shortcuts");
  await press(page, "Enter");
  await expect(dialog).toContainText("Leave the editor");
  await press(page, "Escape");
  await expect(workbench.text).toBeFocused();

  await press(page, "ControlOrMeta+k");
  await page.keyboard.type("new draft");
  await press(page, "Enter");
  await expect(workbench.text).toHaveText("");
  await expect(workbench.text).toBeFocused();
  await page.keyboard.insertText("services: [one]\n");
  await workbench.kept();

  const name = page.getByRole("textbox", { name: "Name of this draft" });
  await press(page, "Escape");
  await tabTo(page, name, "Shift+Tab");
  await press(page, "ControlOrMeta+A");
  await page.keyboard.type("renamed");
  await press(page, "Enter");
  await expect(page).toHaveTitle(/renamed/);
  await expect(name).toBeFocused();

  const theme = page.getByTestId("theme");
  await tabTo(page, theme);
  await press(page, "Enter", "Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(theme).toBeFocused();
  await press(page, "?");
  await expect(dialog).toContainText("Save a file");
  await press(page, "Escape");
  await expect(theme).toBeFocused();

  const share = page.getByTestId("share");
  await tabTo(page, share, "Shift+Tab");
  await press(page, "Enter");
  await expect(dialog.getByRole("button", { name: "Copy link" })).toBeFocused();
  await press(page, "Enter");
  await expect(dialog.getByRole("status")).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await page.getByTestId("share-link").inputValue());
  await press(page, "Escape");
  await expect(dialog).toHaveCount(0);
  await expect(share).toBeFocused();
  await press(page, "Enter");
  await tabTo(page, dialog.getByRole("button", { name: "Close" }), "Shift+Tab");
  await press(page, "Enter");
  await expect(dialog).toHaveCount(0);
  await expect(share).toBeFocused();

  const drafts = page.getByTestId("drafts");
  await tabTo(page, drafts);
  await press(page, "Enter");
  await tabTo(page, page.getByRole("button", { name: "Rename", exact: true }).first());
  await press(page, "Enter");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
  await press(page, "ControlOrMeta+A");
  await page.keyboard.type("renamed again");
  await press(page, "Enter");
  await expect(page).toHaveTitle(/renamed again/);
  await press(page, "Escape");
  await expect(drafts).toBeFocused();

  await tabTo(page, page.getByTestId("samples"));
  await press(page, "Enter");
  await tabTo(page, page.getByTestId("sample-smallest"));
  await press(page, "Enter");
  await expect(workbench.status).toContainText("Sample");
  await expect(page.getByTestId("sample-smallest")).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Close panel" }), "Shift+Tab");
  await press(page, "Enter");
  await expect(page.getByTestId("samples")).toBeFocused();

  await tabTo(page, page.getByTestId("rules"));
  await press(page, "Enter");
  await tabTo(page, page.getByRole("searchbox", { name: "Search rules" }));
  await page.keyboard.type("verb-in-path");
  await tabTo(page, page.getByRole("button", { name: /api\/verb-in-path/ }));
  await press(page, "Enter");
  await expect(page.getByTestId("rule-page")).toContainText("Why");
  await expect(page.getByTestId("rule-page").getByRole("button", { name: "All rules" })).toBeFocused();
});

test("the editor lets the keyboard go: Escape, then Tab", async ({ workbench, page }) => {
  await press(page, "Escape", "Tab");
  await expect(workbench.text).not.toBeFocused();
});
