// What every journey starts from: the site on a server of its own, a page, and a guard that nothing leaves the
// browser, nothing breaks the page's policy and nothing throws, whatever else the journey looks at.
import { test as base, type BrowserContext, type ConsoleMessage } from "@playwright/test";
import { serve, type Site } from "./server.ts";
import { Workbench } from "./workbench.ts";

export { expect } from "@playwright/test";

/** What went wrong in a context, in words. A journey that provokes something takes it out again. */
export class Guard {
  readonly offences: string[] = [];

  private readonly origins: string[];

  constructor(...urls: string[]) {
    this.origins = urls.map((url) => new URL(url).origin);
  }

  /** Takes another server for the site, too. */
  allow(url: string): void {
    this.origins.push(new URL(url).origin);
  }

  /** Watches every page and worker that a context has or will have. */
  async watch(context: BrowserContext): Promise<void> {
    context.on("request", (request) => {
      const url = new URL(request.url());
      const local = ["data:", "blob:"].includes(url.protocol) || this.origins.includes(url.origin);
      if (!local) this.offences.push(`request to another origin: ${request.url()}`);
    });
    context.on("weberror", (error) => this.offences.push(`uncaught: ${error.error().message}`));
    context.on("dialog", (dialog) => {
      this.offences.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on("console", (message) => this.read(message));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) =>
        console.error(`[policy] ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
      );
    });
  }

  /** Removes and returns the offences that the journey meant to provoke. */
  forgive(pattern: RegExp): string[] {
    const meant = this.offences.filter((offence) => pattern.test(offence));
    const rest = this.offences.filter((offence) => !pattern.test(offence));
    this.offences.splice(0, this.offences.length, ...rest);
    return meant;
  }

  private read(message: ConsoleMessage): void {
    if (message.type() === "error") this.offences.push(`console: ${message.text()}`);
  }
}

interface Fixtures {
  guard: Guard;
  workbench: Workbench;
}

interface Shared {
  site: Site;
}

export const test = base.extend<Fixtures, Shared>({
  site: [
    async ({}, use) => {
      const site = await serve();
      await use(site);
      await site.close();
    },
    { scope: "worker" },
  ],
  guard: [
    async ({ context, site }, use) => {
      const guard = new Guard(site.url);
      await guard.watch(context);
      await use(guard);
      base.expect(guard.offences, "nothing leaves the browser, breaks the policy or throws").toEqual([]);
    },
    { auto: true },
  ],
  workbench: async ({ page, site, guard: _ }, use) => {
    await use(new Workbench(page, site.url));
  },
});
