// What a person waits for, measured inside the page so that the test's own way there does not count.
import type { Page } from "@playwright/test";
import { lines, system } from "../specs.ts";
import { expect, test } from "../test.ts";
import { figure, spread } from "./figures.ts";

declare global {
  interface Window {
    samples: number[];
    typable?: number;
    checked?: number;
  }
}

test("first visit", async ({ browser, site }) => {
  const typable: number[] = [];
  const checked: number[] = [];
  for (let round = 0; round < 11; round += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(watchStart);
    await page.goto(site.url);
    await page.waitForFunction(() => window.typable !== undefined && window.checked !== undefined);
    typable.push(await page.evaluate(() => window.typable ?? 0));
    checked.push(await page.evaluate(() => window.checked ?? 0));
    await context.close();
  }
  figure("first visit, until one can type", spread(typable));
  figure("first visit, until the sample's findings are there", spread(checked));
});

for (const size of [300, 2000]) {
  test(`from key to findings at ${size} lines`, async ({ workbench, page }) => {
    await workbench.open();
    // The cursor stands in a reference: each key breaks it or mends it, and so changes the list of findings.
    await workbench.write(lines(size) + "flows:\n  - name: probe\n    steps: [service-0 -> service-1");
    await page.keyboard.insertText("]");
    await page.keyboard.press("ArrowLeft");
    await expect(workbench.status).toContainText(/problem|error|warning/i);
    const samples = await typeAndWatch(page, "[data-testid=problems]", 40);
    figure(`from key to findings, ${size} lines`, spread(samples));
  });
}

for (const services of [12, 50, 200]) {
  test(`drawing ${services} services`, async ({ workbench, page }) => {
    await workbench.open();
    const { first, again } = await page.evaluate(drawDirectly, { text: system(services), rounds: 15 });
    expect(again.length).toBe(15);
    figure(`map of ${services} services, drawn and on the page, first`, spread(first));
    figure(`map of ${services} services, again after an edit`, spread(again));
  });
}

/** Runs before the page: notes when the editor takes keys and when the first findings are listed. */
function watchStart(): void {
  const look = () => {
    const editor = document.querySelector("[data-testid=editor]");
    if (editor?.shadowRoot?.querySelector("[contenteditable=true]")) window.typable ??= performance.now();
    if (document.querySelector("[data-testid=problem-row]")) window.checked ??= performance.now();
    if (window.typable === undefined || window.checked === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Types and deletes one letter; how long each time until something below `selector` changed. */
async function typeAndWatch(page: Page, selector: string, rounds: number): Promise<number[]> {
  await page.evaluate((selector) => {
    window.samples = [];
    let since = 0;
    addEventListener("keydown", () => (since = performance.now()), { capture: true });
    new MutationObserver(() => {
      if (since) window.samples.push(performance.now() - since);
      since = 0;
    }).observe(document.querySelector(selector)!, { childList: true, subtree: true, characterData: true });
  }, selector);
  for (let round = 0; round < rounds; round += 1) {
    await page.keyboard.press(round % 2 ? "Backspace" : "x");
    await page.waitForFunction((count) => window.samples.length > count, round);
  }
  return page.evaluate(() => window.samples);
}

/** Asks a worker of its own for a drawing and puts it on the page, without the workbench's pauses in between. */
async function drawDirectly({ text, rounds }: { text: string; rounds: number }) {
  const worker = new Worker("worker_loader.js");
  let id = 0;
  const next = () => new Promise<string>((told) => (worker.onmessage = (event) => told(event.data)));
  const ask = (body: object) => {
    const answer = next();
    worker.postMessage(JSON.stringify({ id: (id += 1), body }));
    return answer;
  };
  await next();
  const box = document.body.appendChild(document.createElement("div"));
  const draw = async () => {
    const since = performance.now();
    const { body } = JSON.parse(await ask({ draw: { diagram: "map", view: {} } }));
    if (!body.drawn?.svg) throw new Error(`nothing was drawn: ${JSON.stringify(body).slice(0, 200)}`);
    box.innerHTML = body.drawn.svg;
    box.getBoundingClientRect();
    return performance.now() - since;
  };
  await ask({ check: { text, today: null } });
  const first = [await draw()];
  const again = [];
  for (let round = 0; round < rounds; round += 1) {
    // Another timeout: the labels change and the shape does not, as with most edits.
    await ask({ check: { text: text.replace("200ms", `${201 + round}ms`), today: null } });
    again.push(await draw());
  }
  worker.terminate();
  return { first, again };
}
