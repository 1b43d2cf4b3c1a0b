import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

// One at a time: two measurements beside each other measure each other.
export default defineConfig({ ...journeys, testDir: "bench", testMatch: "*.bench.ts", workers: 1, timeout: 180_000 });
