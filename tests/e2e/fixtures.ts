// What every end-to-end test starts from: `import { expect, test } from '../fixtures'`.
//
// Each test has a browser context of its own, with empty storage, and fails when the browser
// reports an error or asks any host but the test server for anything.

import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import axe from 'axe-core';

import { serve } from './server.mjs';

/** What the browser complains about in a test. */
export class Problems {
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [];

  constructor(private readonly site: string) {}

  /** Lets a test that provokes an error say so: matching problems are not counted. */
  expect(pattern: RegExp) {
    this.expected.push(pattern);
  }

  /** Watches every page of a context; for contexts that a test opens beside its own. */
  watch(context: BrowserContext) {
    context.on('console', (message) => {
      // A site without settings has no such file, and the browser says so.
      const isAbsent = message.location().url.endsWith('/config.json') && message.text().includes('404');
      if (message.type() === 'error' && !isAbsent) this.found.push(`console error: ${message.text()}`);
    });
    context.on('weberror', (error) => {
      this.found.push(`page error: ${error.error().stack ?? error.error().message}`);
    });
    context.on('request', (request) => {
      const url = new URL(request.url());
      const local = url.protocol === 'data:' || url.protocol === 'blob:';
      if (!local && url.origin !== new URL(this.site).origin) {
        this.found.push(`request to another host: ${request.url()}`);
      }
    });
  }

  remaining() {
    return this.found.filter((problem) => !this.expected.some((pattern) => pattern.test(problem)));
  }
}

type TestFixtures = { problems: Problems };
type WorkerFixtures = { site: string };

export const test = base.extend<TestFixtures, WorkerFixtures>({
  /** The address of the app, served from dist/ below a path. */
  site: [
    async ({}, use) => {
      const server = await serve();
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],

  /** So that `page.goto('./')` opens the app, and `page.goto('./#/…')` a place in it. */
  baseURL: async ({ site }, use) => {
    await use(site);
  },

  problems: [
    async ({ site, context }, use) => {
      const problems = new Problems(site);
      problems.watch(context);
      await use(problems);
      expect(problems.remaining(), 'The browser complained').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the app and waits until it shows itself. */
export async function open(page: Page, place = './') {
  await page.goto(place);
  await expect(page.locator('#startup')).toHaveCount(0, { timeout: 30_000 });
}

/** Checks the page as it stands for accessibility; any violation of any rule is a failure. `rules` switches on those that are off. */
export async function expectAccessible(page: Page, rules: Record<string, { enabled: boolean }> = {}) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (rules) => {
    const results = await (window as unknown as { axe: typeof axe }).axe.run({ rules });
    return results.violations.flatMap((violation) =>
      violation.nodes.map(
        (node) => `${violation.id} (${violation.help}) at ${node.target.join(' ')}: ${node.html}`,
      ),
    );
  }, rules);
  expect(violations, `axe on ${page.url()}`).toEqual([]);
}
