// From opening the address to the app showing itself, and what is said when that does not happen.

import { expect, expectAccessible, open, test } from '../fixtures';

test('the app starts and takes the start-up screen away', async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle(/Guidepost/);
  await expect(page.getByRole('main')).toBeVisible();
});

/** Has no timer of a second: on a busy machine, it may come before the first paint. */
function withoutTimer() {
  const wait = window.setTimeout;
  Object.assign(window, { setTimeout: (run: () => void, after?: number) => (after === 1_000 ? 0 : wait(run, after)) });
}

test('whoever comes for the first time has something to read before the program is fetched', async ({ page }) => {
  await page.addInitScript(withoutTimer);
  await open(page);
  const [read, fetched] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0].startTime,
    performance.getEntriesByType('resource').find(({ name }) => name.endsWith('.wasm'))!.startTime,
  ]);
  expect(read).toBeLessThan(fetched);
});

for (const [what, prepare] of [
  ['nobody looks at yet', () => Object.defineProperty(Document.prototype, 'hidden', { get: () => true })],
  ['is in a browser without such observers', () => Object.assign(window, { PerformanceObserver: undefined })],
] as const) {
  test(`a page that ${what} starts at once`, async ({ page }) => {
    await page.addInitScript(withoutTimer);
    // Nothing is heard of what is drawn.
    await page.addInitScript(() => (PerformanceObserver.prototype.observe = () => {}));
    await page.addInitScript(prepare);
    await page.goto('./');
    await expect(page.locator('#startup')).toHaveCount(0, { timeout: 30_000 });
  });
}

test('a page that never hears that it was drawn starts after a second', async ({ page }) => {
  await page.addInitScript(() => (PerformanceObserver.prototype.observe = () => {}));
  await page.goto('./');
  await expect(page.locator('#startup')).toHaveCount(0, { timeout: 30_000 });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`while the app loads, a ${colorScheme} screen says so, and later that it is slow`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.clock.install();
    // The compiled app never arrives.
    await page.route('**/*.wasm', () => {});
    await page.goto('./', { waitUntil: 'commit' });

    const startup = page.getByRole('main');
    await expect(startup).toContainText('Loading…');
    await expectAccessible(page);

    await page.clock.fastForward('00:21');
    await expect(startup).toContainText('Still loading…');
    await expect(startup.getByRole('button', { name: 'Reload the page' })).toBeVisible();
    await expectAccessible(page);
  });
}

test('settings that the server can’t give are said, and the app goes on', async ({ page, problems }) => {
  problems.expect(/500|config/);
  await page.route('**/config.json', (route) => route.fulfill({ status: 500, body: 'Broken', contentType: 'text/plain' }));
  await page.addInitScript(() => {
    const look = () => {
      if (document.getElementById('startup')?.textContent?.includes('could not be loaded')) Object.assign(window, { failed: true });
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1, name: 'Playbooks' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('The settings of this site (config.json) can\'t be used')).toBeVisible();
  expect(await page.evaluate(() => 'failed' in window)).toBe(false);
});

for (const part of ['app-*.js', '*.wasm']) {
  test(`when ${part} does not arrive, the page says what to do`, async ({
    page,
    problems,
  }) => {
    problems.expect(/./);
    await page.route(`**/${part}`, (route) => route.abort());
    await page.goto('./');

    const startup = page.getByRole('main');
    await expect(startup).toContainText('Guidepost could not be loaded.');
    await expect(startup).toContainText('are safe');
    await expectAccessible(page);

    await page.unroute(`**/${part}`);
    await startup.getByRole('button', { name: 'Reload the page' }).click();
    await expect(page.locator('#startup')).toHaveCount(0, { timeout: 30_000 });
  });
}

test('when the script of the start-up screen does not arrive, the page says so by itself', async ({
  page,
  problems,
}) => {
  problems.expect(/Failed to load resource/);
  await page.route('**/startup-*.js', (route) => route.abort());
  await page.route('**/app-*.js', () => {});
  await page.goto('./', { waitUntil: 'commit' });
  await expect(page.getByText('A part of Guidepost does not arrive.')).toBeVisible({ timeout: 20_000 });
});

test('what was changed on the way does not run', async ({ page, problems }) => {
  problems.expect(/integrity|Failed to load resource/);
  await page.route('**/app-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `globalThis.changed = true;${await response.text()}` });
  });
  await page.goto('./');
  await expect(page.getByRole('main')).toContainText('Guidepost could not be loaded.');
  expect(await page.evaluate(() => 'changed' in globalThis)).toBe(false);
});

test('the page connects to nothing but its own site where no server is named', async ({ page, problems }) => {
  problems.expect(/Content Security Policy/);
  await open(page);
  const refused = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        new WebSocket('ws://127.0.0.1:9/');
      }),
  );
  expect(refused).toBe('connect-src');
});

test('a browser without WebAssembly is told so', async ({ page, problems }) => {
  problems.expect(/WebAssembly/);
  await page.addInitScript('delete globalThis.WebAssembly');
  await page.goto('./');
  await expect(page.getByRole('main')).toContainText('This browser cannot run Guidepost.');
  await expectAccessible(page);
});

test('a browser without JavaScript is told so', async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site);
  await expect(page.locator('noscript p')).toBeVisible();
  await context.close();
});
