import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "../test.ts";

/** Where the document seems to come from; no server stands there. */
const ADDRESS = "http://design.example/";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The design document of a sample as the command writes it. */
function design(sample: string): string {
  const export_ = ["run", "--quiet", "--", "export", "design-html", `public/samples/${sample}.yaml`];
  return execFileSync("cargo", export_, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`a design document in ${colorScheme} asks for nothing and goes on paper`, async ({ page, guard }) => {
    test.slow();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.emulateMedia({ colorScheme });
    guard.allow(ADDRESS);
    await page.route(ADDRESS, (route) => route.fulfill({ contentType: "text/html", body: design("order-management") }));
    await page.goto(ADDRESS);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("order-management");
    await page.getByRole("navigation").getByRole("link", { name: "8. Implementation roadmap" }).click();
    await expect(page.getByRole("heading", { name: "8. Implementation roadmap" })).toBeInViewport();
    expect(await page.locator("figure svg").count()).toBeGreaterThan(5);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    const paper = await page.pdf({ format: "A4" });
    expect(paper.byteLength).toBeGreaterThan(50_000);
    expect(asked).toEqual([ADDRESS]);
  });
}
