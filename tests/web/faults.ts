// An engine that fails when asked to: the worker's script with a trap in front.
import type { BrowserContext } from "@playwright/test";

/** A text with this word makes the worker throw, as a panic does. */
export const PANIC = "please-panic";
/** A text with this word makes the worker never answer. */
export const HANG = "please-hang";

/** Sets the trap in the first `lives` workers; those that are started after them are sound. */
export async function trapEngine(context: BrowserContext, lives = Infinity): Promise<void> {
  let started = 0;
  await context.route("**/worker_loader*.js", async (route) => {
    const response = await route.fetch();
    started += 1;
    const body = await response.text();
    await route.fulfill({ response, body: started <= lives ? `${TRAP}\n${body}` : body });
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
