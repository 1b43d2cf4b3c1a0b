// An engine that fails when asked to: the worker's script with a trap in front.
import type { BrowserContext } from "@playwright/test";

/** A text with this word makes the worker throw, as a panic does. */
export const PANIC = "please-panic";
/** A text with this word makes the worker never answer. */
export const HANG = "please-hang";

export async function trapEngine(context: BrowserContext): Promise<void> {
  await context.route("**/worker_loader.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${TRAP}\n${await response.text()}` });
  });
}

const TRAP = `addEventListener("message", (event) => {
  const asked = String(event.data);
  if (asked.includes("${HANG}")) for (;;);
  if (asked.includes("${PANIC}")) {
    event.stopImmediatePropagation();
    throw new Error("unreachable");
  }
});`;
