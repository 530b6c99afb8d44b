// The app opens without a connection, and a new version never mixes with an old one: what the service worker does
// (assets/service-worker.js), and what people see of it.

import { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

import { makeOffline } from '../../../xtask/node/offline.mjs';
import { expect, expectAccessible, open } from '../fixtures';
import { another, test, type Host } from '../host';
import { add, createAt, createPlaybook, entry, expectSaved, exportAs, exportJson, goTo, mainHeading, reload } from '../playbook';

const SAYS = 'There is a new version of Guidepost. Reload to use it; what you wrote is kept.';

test.use({ serviceWorkers: 'allow' });

test.beforeEach(async ({ host }) => {
  host.put();
  await host.start();
});

/** Waits until the app could be opened without a connection. */
async function kept(page: Page) {
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
}

/** From now on there is no server, and the browser knows that it has no connection. */
async function goOffline(page: Page, host: Host) {
  await host.stop();
  await page.context().setOffline(true);
}

async function goOnline(page: Page, host: Host) {
  await host.start();
  await page.context().setOffline(false);
}

/** What the browser says of requests that it can't make. */
const NO_CONNECTION = /Failed to load resource|ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION_REFUSED/;

const versionOf = (page: Page) => page.evaluate(() => document.documentElement.dataset.version);
const notice = (page: Page) => page.getByRole('status').filter({ hasText: SAYS });

/** As when somebody comes back to the tab after a while. */
const comeBack = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

/** The names of the caches that have a version. */
const versionsKept = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => / version /.test(name)).map((name) => name.split(' ')[3]));

/** Asks for a new version, and says what became of its service worker. */
function update(page: Page) {
  return page.evaluate(async () => {
    const registration = (await navigator.serviceWorker.getRegistration())!;
    await registration.update();
    const worker = registration.installing ?? registration.waiting ?? registration.active!;
    return new Promise<string>((resolve) => {
      const look = () => /activated|redundant/.test(worker.state) && resolve(worker.state);
      worker.onstatechange = look;
      look();
    });
  });
}

async function openStorage(page: Page) {
  await page.getByRole('button', { name: /^Storage/ }).first().click();
}

test('after one visit it opens without a network, with all that is fetched later', async ({ page, context, host, problems }) => {
  problems.expect(NO_CONNECTION);
  await open(page);
  await kept(page);
  await page.close();
  const later = await context.newPage();
  await goOffline(later, host);

  await createPlaybook(later, 'On a train', 'Example playbook');
  await goTo(later, 'Lifecycle Management');
  await expect(later.getByRole('group', { name: 'Lifecycle' }).first()).toBeVisible();
  await goTo(later, 'Checks');
  const { text } = await exportAs(later, 'Markdown (.md)');
  expect(text).toContain('# On a train');
  const json = await exportJson(later);
  await later.goto('./');
  await expect(mainHeading(later, 'Playbooks')).toBeVisible();
  const choosing = later.waitForEvent('filechooser');
  await later.getByRole('button', { name: 'Import', exact: true }).click();
  await (await choosing).setFiles({ name: 'playbook.csv', mimeType: 'text/csv', buffer: Buffer.from('Term,Definition\nChurn,Who left') });
  await expect(later.getByRole('dialog').first()).toContainText('Churn');
  expect(json.title).toBe('On a train');
});

test('a page that was opened before there was a service worker goes on without a network', async ({ page, host, problems }) => {
  problems.expect(NO_CONNECTION);
  await createAt(page, 'Definitions');
  await kept(page);
  await goOffline(page, host);
  await add(page, 'definition', 'Churn');
  await expectSaved(page);
  expect((await exportAs(page, 'Markdown (.md)')).text).toContain('Churn');
  await reload(page);
  await expect(entry(page, 'Churn')).toBeVisible();
});

test('a new version is told, and comes with Reload; until then a page has the files that it was opened with', async ({
  page,
  host,
  problems,
}) => {
  problems.expect(NO_CONNECTION);
  await createAt(page, 'Definitions');
  await kept(page);
  const old = await versionOf(page);
  await add(page, 'definition', 'Churn');
  const build = another();
  host.put(build.folder);
  await comeBack(page);
  await expect(notice(page)).toBeVisible();
  await expectAccessible(page);

  // Neither the new files nor the network: these would not work.
  expect((await exportAs(page, 'Markdown (.md)')).text).toContain('Churn');
  await goOffline(page, host);
  await openStorage(page);
  await expect(page.getByRole('dialog', { name: 'Storage and backup' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await versionOf(page)).toBe(old);

  await page.getByRole('textbox', { name: 'Definition', exact: true }).pressSequentially('Typed last');
  await notice(page).getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => versionOf(page).catch(() => '')).toBe(build.version);
  await expect(page.getByRole('textbox', { name: 'Definition', exact: true })).toHaveValue('Typed last');
  await expect(notice(page)).toHaveCount(0);
  await openStorage(page);
  await expect(page.getByRole('dialog', { name: 'Storage of the next version' })).toBeVisible();
});

test('the message is closed by keyboard, and does not come again for the same version', async ({ page, host, context }) => {
  await createAt(page, 'Definitions');
  await kept(page);
  await add(page, 'definition', 'Churn');
  host.put(another().folder);
  await comeBack(page);
  const close = notice(page).getByRole('button', { name: 'Close message' });
  await expect(close).toBeVisible();
  const box = page.getByRole('textbox', { name: 'Definition', exact: true });
  await box.focus();
  await close.focus();
  await page.keyboard.press('Enter');
  await expect(notice(page)).toHaveCount(0);
  await expect(box).toBeFocused();

  // Another page is of the new version, and is told nothing.
  const other = await context.newPage();
  await open(other);
  await comeBack(page);
  await comeBack(other);
  await other.waitForTimeout(1000);
  await expect(notice(page)).toHaveCount(0);
  await expect(notice(other)).toHaveCount(0);
  // But the one after it is told again.
  host.put(another('Storage of the third version').folder);
  await comeBack(other);
  await expect(notice(page)).toBeVisible();
  await expect(notice(other)).toBeVisible();
});

test('each of several tabs keeps its own version until it is reloaded, and old versions go with the last tab', async ({
  page,
  host,
  context,
}) => {
  await createAt(page, 'Definitions');
  await kept(page);
  const [first, second] = [await versionOf(page), another()];
  host.put(second.folder);
  await comeBack(page);
  await expect(notice(page)).toBeVisible();
  const other = await context.newPage();
  await open(other, page.url());
  expect(await versionOf(other)).toBe(second.version);
  await openStorage(other);
  await expect(other.getByRole('dialog', { name: 'Storage of the next version' })).toBeVisible();
  // Also where the service worker was stopped meanwhile.
  const devtools = await context.newCDPSession(page);
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await openStorage(page);
  await expect(page.getByRole('dialog', { name: 'Storage and backup' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect((await exportAs(page, 'Markdown (.md)')).name).toContain('.md');
  expect((await versionsKept(page)).sort()).toEqual([first, second.version].sort());

  await notice(page).getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => versionOf(page).catch(() => '')).toBe(second.version);
  await expect(notice(other)).toHaveCount(0);
  // What was noted of pages that are closed counts for a minute yet.
  await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys()).find((name) => name.endsWith(' notes'))!);
    for (const request of await cache.keys()) {
      const [version] = (await (await cache.match(request))!.text()).split(' ');
      await cache.put(request, new Response(`${version} 0`));
    }
  });
  await comeBack(page);
  await expect.poll(() => versionsKept(page)).toEqual([second.version]);
  await openStorage(page);
  await expect(page.getByRole('dialog', { name: 'Storage of the next version' })).toBeVisible();
});

test('a page that is newer than the service worker is told nothing, and brings its own', async ({ page, context, host }) => {
  await open(page);
  await kept(page);
  const build = another();
  host.put(build.folder);
  // As with Shift and Reload: past the service worker.
  const devtools = await context.newCDPSession(page);
  await devtools.send('Page.reload', { ignoreCache: true });
  await expect.poll(() => versionOf(page).catch(() => '')).toBe(build.version);
  await kept(page);
  expect(await update(page)).toBe('activated');
  await expect(notice(page)).toHaveCount(0);
  await page.reload();
  await expect(mainHeading(page, 'Playbooks')).toBeVisible();
  expect(await versionOf(page)).toBe(build.version);
  await expect(notice(page)).toHaveCount(0);
});

test('a page of the first visit that is older than the service worker is told', async ({ page, host }) => {
  let install = () => {};
  const copied = new Promise<void>((resolve) => (install = resolve));
  await page.route('**/offline.js*', async (route) => {
    await copied;
    await route.continue();
  });
  await open(page);
  const build = another();
  host.put(build.folder);
  install();
  await notice(page).getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => versionOf(page).catch(() => '')).toBe(build.version);
  await expect(notice(page)).toHaveCount(0);
});

for (const [what, harm] of [
  ['is missing', (file: string) => rmSync(file)],
  ['is of another version', (file: string) => appendFileSync(file, '// Copied halfway.')],
] as const) {
  test(`a new version of which a file ${what} is not taken, and the old one goes on`, async ({ page, host, problems }) => {
    problems.expect(NO_CONNECTION);
    await createAt(page, 'Definitions');
    await kept(page);
    const old = await versionOf(page);
    const build = another();
    host.put(build.folder);
    harm(host.file('keeping.js'));
    expect(await update(page)).toBe('redundant');
    await expect(notice(page)).toHaveCount(0);
    await goOffline(page, host);
    await reload(page);
    expect(await versionOf(page)).toBe(old);
    await openStorage(page);
    await expect(page.getByRole('dialog', { name: 'Storage and backup' })).toBeVisible();
    await page.keyboard.press('Escape');

    // Once it is whole, it is taken. Before the connection is back: the page asks for it then, and what is asked meanwhile is the same.
    host.put(build.folder);
    await goOnline(page, host);
    await comeBack(page);
    await expect(notice(page)).toBeVisible();
  });
}

test('without service workers nothing is said, and all works', async ({ page, host }) => {
  // As on a site without TLS.
  await page.addInitScript('delete Navigator.prototype.serviceWorker');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Churn');
  expect((await exportAs(page, 'Markdown (.md)')).text).toContain('Churn');
  expect(asked.filter((address) => /offline|service-worker/.test(address))).toEqual([]);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

test('settings are those of the last time when there is no connection, and else as they are now', async ({
  page,
  context,
  host,
  problems,
}) => {
  problems.expect(NO_CONNECTION);
  const name = (organisation: string) => writeFileSync(host.file('config.json'), JSON.stringify({ organisation }));
  name('Example Ltd');
  await open(page);
  await expect(page.getByText('Example Ltd')).toBeVisible();
  await kept(page);
  await expect.poll(() => page.evaluate(async () => Boolean(await caches.match('config.json')))).toBe(true);
  await goOffline(page, host);
  await page.close();
  const later = await context.newPage();
  await open(later);
  await expect(later.getByText('Example Ltd')).toBeVisible();

  name('Example plc');
  await goOnline(later, host);
  await later.reload();
  await expect(later.getByText('Example plc')).toBeVisible();
  // Without settings from one day on.
  rmSync(host.file('config.json'));
  await later.reload();
  await expect(mainHeading(later, 'Playbooks')).toBeVisible();
  await expect(later.getByText('Example plc')).toHaveCount(0);
  await goOffline(later, host);
  await later.reload();
  await expect(mainHeading(later, 'Playbooks')).toBeVisible();
  await expect(later.getByText('Example plc')).toHaveCount(0);
});

test('what the site publishes is read without a connection, after one visit', async ({ page, context, host, problems }) => {
  problems.expect(NO_CONNECTION);
  const example = readFileSync(new URL('../../../assets/example-playbook.json', import.meta.url), 'utf8');
  writeFileSync(host.file('playbook.json'), example);
  writeFileSync(host.file('config.json'), JSON.stringify({ published: 'playbook.json' }));
  await open(page);
  const title = (page: Page) => page.getByRole('heading', { level: 1, name: /^Kestrelmoor/ });
  await expect(title(page)).toBeVisible({ timeout: 20_000 });
  await kept(page);
  await expect.poll(() => page.evaluate(async () => Boolean(await caches.match('playbook.json')))).toBe(true);
  await goOffline(page, host);
  await page.close();
  const later = await context.newPage();
  await open(later);
  await expect(title(later)).toBeVisible({ timeout: 20_000 });
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('without a network a playbook is opened, searched, written in and read', async ({ page, context, host, problems }) => {
    problems.expect(NO_CONNECTION);
    await createPlaybook(page, 'On a train', 'Example playbook');
    await expectSaved(page);
    await kept(page);
    const address = page.url();
    await goOffline(page, host);
    await page.close();
    const later = await context.newPage();
    await open(later, address);
    await later.getByRole('button', { name: 'Search', exact: true }).tap();
    await later.getByRole('combobox', { name: 'Search' }).fill('win rate');
    await later.getByRole('dialog', { name: 'Search' }).getByRole('option', { name: /^Win rate/ }).first().tap();
    const box = entry(later, 'Win rate').getByRole('textbox', { name: 'Definition', exact: true });
    await box.fill('Deals won in a tunnel.');
    await reload(later);
    await expect(box).toHaveValue('Deals won in a tunnel.');
    await later.getByRole('banner').getByRole('link', { name: 'Read', exact: true }).tap();
    await expect(entry(later, 'Win rate')).toContainText('Deals won in a tunnel.');
  });
});

test('what else lies in the folder is left alone', async ({ page, host, problems }) => {
  problems.expect(NO_CONNECTION);
  await open(page);
  await kept(page);
  writeFileSync(host.file('other.html'), '<!doctype html><title>Other</title><p>Another program');
  await page.goto('./other.html');
  await expect(page.getByText('Another program')).toBeVisible();
  expect(await page.evaluate(async () => (await fetch('headers.nginx.conf')).ok)).toBe(true);
  expect(await page.evaluate(async () => Boolean(await caches.match('headers.nginx.conf')))).toBe(false);
});

test('whoever runs the site can withdraw it', async ({ page, host }) => {
  await open(page);
  await kept(page);
  // As README.md says.
  const readme = readFileSync(path.join(import.meta.dirname, '../../../README.md'), 'utf8');
  const [, script] = /```js\n(addEventListener[\s\S]*?)```/.exec(readme) ?? [];
  writeFileSync(host.file('service-worker.js'), script);
  // Again and again: what a browser that is already looking finds is what was there when it began to.
  const left = async () => {
    await comeBack(page);
    return page.evaluate(() => caches.keys());
  };
  await expect.poll(left, { timeout: 30_000 }).toEqual([]);
  await open(page);
  await expect(mainHeading(page, 'Playbooks')).toBeVisible();
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

test('other headers come with a service worker that differs in nothing but an empty line', async ({ page, host, problems }) => {
  problems.expect(NO_CONNECTION);
  await open(page);
  await kept(page);
  await host.start({ 'x-robots-tag': 'none' });
  appendFileSync(host.file('service-worker.js'), '\n');
  expect(await update(page)).toBe('activated');
  await goOffline(page, host);
  expect((await page.reload())?.headers()['x-robots-tag']).toBe('none');
  await expect(notice(page)).toHaveCount(0);
});

test('it can be installed: a manifest, and icons of the sizes that it says', async ({ page, context, host }) => {
  await open(page);
  const devtools = await context.newCDPSession(page);
  const { errors, url } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${host.url}manifest.webmanifest`);
  const manifest = JSON.parse(readFileSync(host.file('manifest.webmanifest'), 'utf8'));
  expect(manifest).toMatchObject({ name: 'Guidepost', start_url: '.', scope: '.', display: 'standalone' });
  expect(manifest.icons.map(({ sizes, purpose }: { sizes: string; purpose?: string }) => [sizes, purpose])).toEqual([
    ['192x192', undefined],
    ['512x512', undefined],
    ['512x512', 'maskable'],
  ]);
  const touch = await page.locator('link[rel=apple-touch-icon]').getAttribute('href');
  for (const { src, sizes } of [...manifest.icons, { src: touch, sizes: '180x180' }]) {
    const size = await page.evaluate(async (src) => {
      const picture = new Image();
      picture.src = src;
      await picture.decode();
      return `${picture.naturalWidth}x${picture.naturalHeight}`;
    }, src);
    expect(size).toBe(sizes);
  }
  await kept(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});

test('a version is made from all that a build has, and from nothing else', () => {
  const { folder, version } = another();
  const list = () => {
    const [line] = readFileSync(path.join(folder, 'service-worker.js'), 'utf8').split('\n');
    return JSON.parse(line.slice('self.build='.length, -1)) as { version: string; files: Record<string, string> };
  };
  const names = readdirSync(folder).filter((name) => !['service-worker.js', 'headers.nginx.conf'].includes(name));
  expect(Object.keys(list().files)).toEqual(names.sort());
  expect(list().version).toBe(version);
  // Twice is the same as once.
  expect(makeOffline(folder)).toBe(version);
  expect(readFileSync(path.join(folder, 'index.html'), 'utf8').match(/data-version/g)).toHaveLength(1);
  appendFileSync(path.join(folder, 'terms.css'), ' ');
  expect(makeOffline(folder)).not.toBe(version);
  expect(list().files['service-worker.js']).toBeUndefined();
});
