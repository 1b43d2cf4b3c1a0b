import { fragment } from "../links.ts";
import { system, TINY } from "../specs.ts";
import { expect, test } from "../test.ts";
import { Workbench } from "../workbench.ts";

/** Never changed: whoever has such a link must be able to open it. */
const FIRST_LINK = "#v1.d.UPpUKW2WsQkAIAwEe6d4sHUjsbMUHECcwRGsdQ0XcgSRpEggCxxf3T2nppb8b4ZRIYElAGJTYgvSLujJWu9x59g4yz0";

test("a link opens elsewhere, writes nothing, and the first edit forks it", async ({ workbench, browser, guard, site }) => {
  await workbench.open();
  await workbench.writeAndKeep(TINY);
  const link = await workbench.link();

  const context = await browser.newContext();
  await guard.watch(context);
  const reader = new Workbench(await context.newPage(), site.url);
  await reader.open();
  await reader.writeAndKeep("name: mine\n");
  const before = await reader.storage();
  await reader.page.goto("about:blank");
  await reader.open(new URL(link).hash);
  await expect(reader.text).toContainText("name: tiny");
  await expect(reader.banner).toContainText("fork to edit");
  await reader.checked();
  expect(await reader.storage()).toEqual(before);
  await reader.page.reload();
  await expect(reader.text).toContainText("name: tiny");
  expect(await reader.storage()).toEqual(before);

  await reader.text.click();
  await reader.page.keyboard.press("ControlOrMeta+End");
  await reader.page.keyboard.type("# forked");
  await reader.kept();
  await expect(reader.banner).toBeHidden();
  const after = Object.values(await reader.storage()).join();
  expect(after).toContain("# forked");
  expect(after).toContain("name: mine");
  await context.close();
});

test("the spec never leaves with a request: it stands behind the #", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.writeAndKeep("name: very-secret-name\n");
  const link = await workbench.link();
  expect(new URL(link).hash.length).toBeGreaterThan(10);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url().split("#")[0] + (request.postData() ?? "")));
  await page.goto("about:blank");
  await workbench.open(new URL(link).hash);
  await expect(workbench.text).toContainText("very-secret-name");
  const payload = new URL(link).hash.split(".").at(-1)!;
  expect(requests.filter((request) => request.includes(payload) || request.includes("very-secret"))).toEqual([]);
});

test("links stay short", async ({ workbench }) => {
  await workbench.open();
  for (const [services, most] of [[20, 2_100], [60, 4_000]] as const) {
    await workbench.writeAndKeep(system(services));
    expect((await workbench.link()).length, `${services} services`).toBeLessThanOrEqual(most);
    await workbench.page.keyboard.press("Escape");
  }
});

/** What can become of a link on its way. */
const BROKEN: [string, (hash: string) => string][] = [
  ["cut short", (hash) => hash.slice(0, -8)],
  ["altered", (hash) => hash.slice(0, 20) + (hash[20] === "A" ? "B" : "A") + hash.slice(21)],
  ["of a version to come", (hash) => hash.replace(/^#v1/, "#v9")],
  ["of an unknown codec", (hash) => hash.replace(/^#v1\.[^.]*/, "#v1.zz")],
  ["empty", () => "#v1.d."],
  ["not a link of ours", () => "#v1.d.%00%ff<script>"],
];

for (const [what, damage] of BROKEN) {
  test(`a link that is ${what} is refused, and the draft stays`, async ({ workbench, page }) => {
    await workbench.open();
    await workbench.writeAndKeep(TINY);
    const hash = new URL(await workbench.link()).hash;
    const before = await workbench.storage();
    await page.goto("about:blank");
    await workbench.open(damage(hash));
    await expect(workbench.alert).toContainText(/link/i);
    await expect(workbench.text).toContainText("name: tiny");
    expect(await workbench.storage()).toEqual(before);
  });
}

const BOMBS: [string, string, RegExp][] = [
  ["unpacks to 100 MB", fragment(Buffer.alloc(100_000_000, 0x61)), /1 MiB/],
  ["holds no text", fragment(Buffer.from([0xff, 0xfe, 0x00, 0xc3])), /not text/],
];

for (const [what, hash, says] of BOMBS) {
  test(`a link that ${what} is refused at once`, async ({ workbench, page }) => {
    await workbench.open();
    await workbench.writeAndKeep(TINY);
    await page.goto("about:blank");
    const since = Date.now();
    await workbench.open(hash);
    await expect(workbench.alert).toContainText(says);
    expect(Date.now() - since).toBeLessThan(5_000);
    await expect(workbench.text).toContainText("name: tiny");
  });
}

const TRAPS: [string, string][] = [
  ["aliases that multiply", `a: &a [x, x]\n${Array.from({ length: 40 }, (_, n) => `b${n}: &b${n} [*${n ? `b${n - 1}` : "a"}, *${n ? `b${n - 1}` : "a"}]`).join("\n")}\n`],
  ["nesting a thousand deep", `${"[".repeat(1000)}${"]".repeat(1000)}\n`],
];

for (const [what, text] of TRAPS) {
  test(`${what} end in a finding, not in a stop`, async ({ workbench }) => {
    await workbench.open(fragment(text));
    await workbench.checked();
    await expect(workbench.rows.first()).toBeVisible();
    await expect(workbench.banner.filter({ hasText: /Safe|again/ })).toBeHidden();
  });
}

test("a link made by the first release opens for ever", async ({ workbench }) => {
  await workbench.open(FIRST_LINK);
  await expect(workbench.text).toContainText("name: golden");
  await expect(workbench.text).toContainText("calls: [{ to: payments, timeout: 2s }]");
});

test("a secret is named before a link is made of it", async ({ workbench }) => {
  await workbench.open();
  await workbench.write(TINY);
  await workbench.link();
  await expect(workbench.dialog).not.toContainText("secret");
  await workbench.dialog.getByRole("button", { name: "Close" }).click();
  await workbench.write(`${TINY}x-key: AKIAIOSFODNN7EXAMPLE\n`);
  await expect(workbench.problem("security/secret-literal")).toBeVisible();
  await workbench.link();
  await expect(workbench.dialog.getByRole("alert")).toContainText("seems to hold a secret");
});
