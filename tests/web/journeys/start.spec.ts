import { fnv1a } from "../names.ts";
import { serve } from "../server.ts";
import { expect, test } from "../test.ts";
import { Workbench } from "../workbench.ts";

test("the page opens and the editor is there", async ({ workbench }) => {
  await workbench.open();
  await expect(workbench.text).toBeEditable();
});

test("the site works below any path", async ({ page, guard }) => {
  const site = await serve("/some/where/");
  guard.allow(site.url);
  const workbench = new Workbench(page, site.url);
  await workbench.open();
  await expect(workbench.text).toBeEditable();
  await site.close();
});

test("every script, style and binary has its content in its name", async ({ workbench, page, context }) => {
  const loaded = new Map<string, Promise<Buffer>>();
  context.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (/\.(js|css|wasm)$/.test(pathname)) loaded.set(pathname.slice(1), response.body());
  });
  await workbench.open();
  await workbench.checked();
  await page.getByRole("button", { name: "Mermaid" }).click();
  await expect(workbench.diagram.locator("iframe").contentFrame().locator("svg")).toBeVisible({ timeout: 20_000 });
  const names = [...loaded.keys()].sort();
  for (const part of [/^theme-/, /^start-/, /^web-/, /^web_bg-/, /^editor-/, /^worker_loader-/, /^worker-/, /^worker_bg-/, /^tokens-/, /^mermaid-/]) {
    expect(names).toContainEqual(expect.stringMatching(part));
  }
  for (const [name, body] of loaded) expect(name).toContain(`-${fnv1a(await body)}.`);
});
