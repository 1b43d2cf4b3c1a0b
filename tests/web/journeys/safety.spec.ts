import { fragment } from "../links.ts";
import { PAYLOADS, poisoned } from "../payloads.ts";
import { expect, test } from "../test.ts";
import { file, Workbench } from "../workbench.ts";

/** Small enough that a failure names its payload within a second, large enough that starting does not dominate. */
const BATCH = 10;

test.beforeEach(async ({ page, guard }) => {
  await page.exposeFunction("probe", () => guard.offences.push("a payload ran"));
});

for (let start = 0; start < PAYLOADS.length; start += BATCH) {
  const batch = PAYLOADS.slice(start, start + BATCH).map((payload, index) => ({ payload, mark: `mark-${start + index}` }));
  const name = `${start} to ${start + batch.length - 1}`;

  test(`hostile texts ${name} in a file are only text`, async ({ workbench, guard }) => {
    await workbench.open();
    for (const { payload, mark } of batch) {
      await workbench.import(file(poisoned(payload, mark)));
      await harmless(workbench, mark);
      expect(guard.offences, payload).toEqual([]);
    }
  });

  test(`hostile texts ${name} in a link are only text`, async ({ workbench, guard }) => {
    for (const { payload, mark } of batch) {
      await workbench.page.goto("about:blank");
      await workbench.open(fragment(poisoned(payload, mark)));
      await harmless(workbench, mark);
      expect(guard.offences, payload).toEqual([]);
    }
  });

  test(`hostile texts ${name} in a draft are only text`, async ({ workbench, page, guard }) => {
    await workbench.open();
    for (const { payload, mark } of batch) {
      await page.evaluate(plant, { id: mark, title: payload, text: poisoned(payload, mark) });
      await page.reload();
      await harmless(workbench, mark);
      await workbench.panel("drafts");
      expect(guard.offences, payload).toEqual([]);
    }
  });
}

/** Puts a draft into the storage as if an earlier visit had. */
function plant({ id, title, text }: { id: string; title: string; text: string }): void {
  const draft = { id, name: title, text, cursor: 0, created: 1, updated: 1, origin: title };
  localStorage.clear();
  localStorage.setItem(`architrave.draft.${id}`, JSON.stringify({ version: 1, current: id, drafts: [draft] }));
  localStorage.setItem("architrave.open", id);
}

/** Waits until this spec is checked and drawn, then looks for anything live that a page of ours never has. */
async function harmless(workbench: Workbench, mark: string): Promise<void> {
  await expect(workbench.diagram).toContainText(mark);
  const live = await workbench.page.evaluate(() => {
    const suspects: string[] = [];
    const look = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) look(element.shadowRoot);
        for (const { name, value } of element.attributes) {
          if (name.startsWith("on") || /^\s*(javascript|data:text)/i.test(value)) suspects.push(element.outerHTML.slice(0, 200));
        }
        const foreign = ["iframe", "object", "embed", "base", "foreignobject", "marquee", "video", "audio", "image"];
        if (foreign.includes(element.localName.toLowerCase())) suspects.push(element.outerHTML.slice(0, 200));
        if (element.localName === "script" && !document.head.contains(element) && element.id !== "start") suspects.push(element.outerHTML);
      }
    };
    look(document);
    return suspects;
  });
  expect(live).toEqual([]);
}
