import { defineConfig } from "@playwright/test";

// `cargo xtask test` names the browser that it found; without one, Playwright takes its own.
const executablePath = process.env.CHROME || undefined;

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results",
  reporter: "list",
  fullyParallel: true,
  workers: 2,
  // A journey that passes only the second time is a defect, here or in the workbench.
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    colorScheme: "light",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      // Nothing but the journey may use the network, and a container has neither a sandbox nor a graphics card.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
