// The keyboard as a person uses it who has nothing else: each step lands somewhere, and one can see where.
import { expect, type Locator, type Page } from "@playwright/test";

/** Presses a key and asserts that the focus can be seen afterwards. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await expect.poll(() => page.evaluate(ring), `the focus can be seen after ${key}`).toBe("seen");
  }
}

/** Presses Tab, or Shift+Tab, until `target` has the focus. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await press(page, key);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${key} does not lead to ${String(target)}`);
}

/** Where the focus is, and whether an outline of two pixels at least shows it; runs in the page. */
function ring(): string {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "the focus is nowhere";
  const inner = focused.shadowRoot?.activeElement;
  // In a text it is the caret that shows it.
  if (inner?.classList.contains("cm-content")) return inner.closest(".cm-focused")?.querySelector(".cm-cursor") ? "seen" : "no caret";
  // A field in a frame and the lines of the editor show it at the frame.
  const shown = [focused, focused.closest(".search"), inner].filter((element) => element instanceof Element);
  const outlined = shown.some((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  // The entries of the editor's menu show it by tint and bar, as every menu does.
  const tinted = inner?.closest(".cm-menu") !== null && inner !== null && inner !== undefined && getComputedStyle(inner).boxShadow !== "none";
  return outlined || tinted ? "seen" : `nothing shows the focus on ${focused.outerHTML.slice(0, 160)}`;
}
