import { expect, test } from "../test.ts";

for (const width of [1440, 390]) {
  test(`every sample has a picture of its map at ${width}`, async ({ workbench, page }) => {
    await workbench.open();
    await page.setViewportSize({ width, height: 844 });
    if (width < 640) {
      await page.getByRole("navigation", { name: "Panes" }).getByRole("button", { name: /Library|Samples/ }).click();
      await page.getByRole("button", { name: "Samples", exact: true }).click();
    } else {
      await workbench.panel("samples");
    }
    const cards = page.locator("[data-testid^=sample-]");
    await expect(cards.first()).toBeVisible();
    expect(await cards.count()).toBeGreaterThanOrEqual(8);
    for (const card of await cards.all()) {
      const picture = card.getByRole("img", { name: /^Map of \d+ \w+/ });
      await expect(picture).toHaveCount(1);
      const { width, height } = (await picture.boundingBox())!;
      expect(width).toBeGreaterThan(90);
      expect(Math.abs(width / height - 16 / 9)).toBeLessThan(0.02);
      expect(await picture.locator(".shape").count()).toBeGreaterThan(0);
    }
  });
}

test("the pictures come with the gallery, not before", async ({ workbench, page }) => {
  const lists: string[] = [];
  page.on("request", (request) => {
    if (/samples-/.test(request.url())) lists.push(request.url());
  });
  await workbench.open();
  await workbench.checked();
  expect(lists).toEqual([]);
  await workbench.panel("samples");
  await expect(page.getByRole("img", { name: /^Map of/ }).first()).toBeVisible();
  expect(lists.length).toBe(1);
});

test("the pictures follow the colours of the workbench", async ({ workbench, page }) => {
  await workbench.open();
  await workbench.panel("samples");
  const line = page.getByRole("img", { name: /^Map of 3 services/ }).first().locator(".line").first();
  const colour = () => line.evaluate((element) => getComputedStyle(element).stroke);
  await page.getByTestId("theme").click();
  const light = await colour();
  await page.getByTestId("theme").click();
  expect(await colour()).not.toBe(light);
});
