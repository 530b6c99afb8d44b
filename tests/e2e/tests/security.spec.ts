// The site as a careful administrator serves it: the policy is sent as a header, too, and other sites can't frame the app.

import { expect, open, test } from '../fixtures';
import { add, createAt, entry, expectSaved, exportAs, exportJson, goTo, reload } from '../playbook';
import { securityHeaders, serve } from '../server.mjs';

const strict = test.extend<object, object>({
  site: [
    async ({}, use) => {
      const server = await serve({ headers: securityHeaders() });
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],
});

strict('everything works where the policy is sent as a header, too', async ({ page, problems }) => {
  // What the tests look into the preview with is kept from running there, as any script would be.
  problems.expect(/Blocked script execution in 'about:srcdoc'/);
  await createAt(page, 'Lifecycle Management', 'Example playbook');
  await expect(page.getByRole('group', { name: 'Lifecycle' }).first()).toBeVisible();
  await add(page, 'stage', 'Partner');
  await expectSaved(page);
  const { text } = await exportAs(page, 'Markdown (.md)');
  expect(text).toContain('Partner');
  expect((await exportJson(page)).sections.length).toBeGreaterThan(8);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Choose and preview' }).click();
  const preview = page.frameLocator('iframe[title="Preview"]');
  await expect(preview.getByRole('heading', { level: 1 })).toBeVisible();
  // Its own style is let in: by what it is.
  const width = await preview.locator('main').evaluate((main) => getComputedStyle(main).maxWidth);
  expect(width).not.toBe('none');
  await page.keyboard.press('Escape');
  await goTo(page, 'Checks');
  await reload(page);
  expect(problems.remaining()).toEqual([]);
});

strict('no other site shows it in a frame', async ({ page, site, problems }) => {
  problems.expect(/frame-ancestors|request to another host|status of 404/);
  const other = await serve();
  await page.goto(`${other.url}example-playbook.json`);
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await page.evaluate((site) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: site }));
  }, site);
  await refused;
  await other.close();
});

test('no page tells other sites where somebody came from', async ({ page }) => {
  await open(page);
  expect(await page.evaluate(() => document.querySelector('meta[name=referrer]')?.getAttribute('content'))).toBe(
    'no-referrer',
  );
});

test('a token is kept apart from the playbook, and nowhere else', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Churn');
  await expectSaved(page);
  const secret = 'secret-token-of-a-room';
  await page.evaluate((secret) => {
    const key = Object.keys(localStorage).find((key) => key.endsWith('/summary')) ?? '';
    // As builds before the first version wrote it.
    localStorage.setItem(key.replace('summary', 'room'), JSON.stringify({ room: 'A'.repeat(22), token: secret }));
  }, secret);
  await page.reload();
  await expect(entry(page, 'Churn')).toBeVisible();
  const where = () =>
    page.evaluate(async (secret) => {
      const { rescueFile } = await import(new URL('rescue.js', document.baseURI).href);
      const keys = Object.keys(localStorage).filter((key) => localStorage.getItem(key)?.includes(secret));
      return { keys: keys.map((key) => key.split('/')[1]), rescued: (await rescueFile()).includes(secret) };
    }, secret);
  await expect.poll(where).toEqual({ keys: ['access'], rescued: false });
  expect(JSON.stringify(await exportJson(page))).not.toContain(secret);
});
