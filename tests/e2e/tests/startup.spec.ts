// From opening the address to the app showing itself, and what is said when that does not happen.

import { expect, expectAccessible, open, test } from '../fixtures';

test('the app starts and takes the start-up screen away', async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle(/Guidepost/);
  await expect(page.getByRole('main')).toBeVisible();
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

for (const part of ['js', 'wasm']) {
  test(`when a .${part} file does not arrive, the page says what to do`, async ({
    page,
    problems,
  }) => {
    problems.expect(/./);
    await page.route(`**/*.${part}`, (route) => route.abort());
    await page.goto('./');

    const startup = page.getByRole('main');
    await expect(startup).toContainText('Guidepost could not be loaded.');
    await expect(startup).toContainText('are safe');
    await expectAccessible(page);

    await page.unroute(`**/*.${part}`);
    await startup.getByRole('button', { name: 'Reload the page' }).click();
    await expect(page.locator('#startup')).toHaveCount(0, { timeout: 30_000 });
  });
}

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
