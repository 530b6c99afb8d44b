import { defineConfig } from '@playwright/test';

import { launchOptions } from './browser.mjs';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  // Tests share nothing but a server of static files; two at a time suit a machine with two cores.
  fullyParallel: true,
  workers: 2,
  // By hand, a test that passes only sometimes is a failure. On a shared machine that was busy elsewhere for a minute
  // it gets a second try, and the report says that it needed one.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    launchOptions,
    // Requests that a service worker answers are none that a test could answer. offline.spec.ts lets it in.
    serviceWorkers: 'block',
    // A control that cannot be used is named in the report, long before the whole test is given up.
    actionTimeout: 15_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
