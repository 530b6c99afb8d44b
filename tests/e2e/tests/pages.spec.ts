// Addresses, titles, narrow windows, and browsers that keep nothing.

import type { Locator, Page } from '@playwright/test';

import { expect, open, test } from '../fixtures';
import {
  DIRECTORY,
  SECTIONS,
  add,
  createAt,
  createPlaybook,
  entry,
  exportJson,
  goTo,
  mainHeading,
  sections,
  titleBox,
} from '../playbook';

test('each page has a title of its own', async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle(/Playbooks/);
  await createPlaybook(page, 'Autumn');
  await expect(page).toHaveTitle('Overview · Autumn · Guidepost');
  for (const name of [...SECTIONS, DIRECTORY]) {
    await goTo(page, name);
    await expect(page).toHaveTitle(`${name} · Autumn · Guidepost`);
    await expect(mainHeading(page, name)).toBeFocused();
    await expect(sections(page).getByRole('link', { name, exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
  }
});

test('the app has an icon', async ({ page }) => {
  await open(page);
  const address = await page.locator('link[rel="icon"]').evaluate((icon: HTMLLinkElement) => icon.href);
  const answer = await page.request.get(address);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('image/svg+xml');
});

test.describe('an address that leads nowhere says so, and leads back', () => {
  const unknown = 'AAAAAAAAAAAAAAAAAAAAAA';
  test('no such page', async ({ page }) => {
    await open(page);
    for (const address of ['nowhere', 'playbook', 'playbook/short', 'a/b/c/d', 'playbook//definitions']) {
      await page.goto(`./#/${address}`);
      await expect(mainHeading(page, 'There is no such page')).toBeVisible();
      await expect(page).toHaveTitle('Not found · Guidepost');
      await page.getByRole('link', { name: 'To all playbooks' }).click();
      await expect(mainHeading(page, 'Playbooks')).toBeVisible();
    }
  });

  test('a playbook that is not in this browser', async ({ page }) => {
    for (const rest of ['', '/definitions', '/people', `/definitions/${unknown}`]) {
      await page.goto('about:blank');
      await open(page, `./#/playbook/${unknown}${rest}`);
      await expect(mainHeading(page, 'This playbook is not in this browser')).toBeVisible();
      await expect(page.getByRole('main')).toContainText('ask for the file');
      await expect(page).toHaveTitle('This playbook is not in this browser · Guidepost');
      await page.getByRole('link', { name: 'To all playbooks' }).click();
      await expect(mainHeading(page, 'Playbooks')).toBeVisible();
    }
  });

  test('a section that is not in the playbook', async ({ page }) => {
    await createPlaybook(page, 'Autumn');
    const playbook = page.url();
    await page.goto(`${playbook}/${unknown}`);
    await expect(mainHeading(page, 'This section is not here')).toBeVisible();
    await expect(page).toHaveTitle(/Not found/);
    await page.getByRole('link', { name: 'To the overview' }).click();
    await expect(mainHeading(page, 'Overview')).toBeVisible();
  });

  test('a section whose name is wrong', async ({ page }) => {
    await createPlaybook(page, 'Autumn');
    await page.goto(`${page.url()}/sales`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  });

  test('an entry that is not there leaves its section to read', async ({ page }) => {
    await createAt(page, 'Definitions');
    await add(page, 'definition', 'Churn');
    await page.goto(`${page.url()}/${unknown}`);
    await expect(mainHeading(page, 'Definitions')).toBeVisible();
    await expect(entry(page, 'Churn')).toBeVisible();
    await expect(page.getByRole('alert')).toContainText('The entry that this address leads to is not on this page.');
  });
});

test('back and forward go from page to page', async ({ page }) => {
  await createPlaybook(page, 'Autumn');
  await goTo(page, 'Sales Tools');
  await goTo(page, 'Definitions');
  await page.goBack();
  await expect(mainHeading(page, 'Sales Tools')).toBeVisible();
  await page.goBack();
  await expect(mainHeading(page, 'Overview')).toBeVisible();
  await page.goBack();
  await expect(mainHeading(page, 'Playbooks')).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(mainHeading(page, 'Sales Tools')).toBeVisible();
  await expect(titleBox(page)).toHaveValue('Autumn');
});

test('an address with an entry leads to the entry', async ({ page }) => {
  await createAt(page, 'Definitions', 'Example playbook');
  const json = await exportJson(page);
  const terms = json.sections.find((section) => section.name === 'Definitions')?.definitions as {
    id: string;
    name: string;
  }[];
  const last = terms.find((term) => term.name.startsWith('U')) ?? terms.at(-1)!;
  const address = `${page.url()}/${last.id}`;
  await page.goto('about:blank');
  await open(page, address);
  await expect(entry(page, last.name)).toBeInViewport();
  await expect(entry(page, last.name)).toBeFocused();
});

test.describe('without local storage', () => {
  for (const [what, script] of [
    [
      'that may not be used',
      `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })`,
    ],
    ['that is not there', `Object.defineProperty(window, 'localStorage', { value: null })`],
  ] as const) {
    test(`${what}: the app says so and can be used all the same`, async ({ page }) => {
      await page.addInitScript(script);
      await open(page);
      const message = page.getByRole('alert').filter({ hasText: 'Nothing can be kept in this browser' });
      await expect(message).toContainText('gone when this tab is closed');
      await message.getByRole('button', { name: 'Close message' }).click();
      await expect(message).toHaveCount(0);
      await createAt(page, 'Definitions');
      const term = await add(page, 'definition', 'Churn');
      await term.getByRole('textbox', { name: 'Definition', exact: true }).fill('Customers who left.');
      const json = await exportJson(page);
      expect(json.sections.at(-1)?.definitions).toMatchObject([
        { name: 'Churn', definition: 'Customers who left.' },
      ]);
    });
  }
});

/** Whether something is wider than the window, and what. */
async function expectNoOverflow(page: Page) {
  const wide = () =>
    page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      const scrolls = (element: Element) => element.scrollWidth > element.clientWidth + 1;
      const frames = [document.documentElement, document.body, ...document.querySelectorAll('main, nav, header')];
      const wide = frames.filter((element) => element.clientWidth > 0 && scrolls(element));
      return [
        ...(document.documentElement.scrollWidth > width ? ['the page'] : []),
        ...wide.map((element) => `${element.tagName} ${element.className}: ${element.scrollWidth}`),
      ];
    });
  await expect.poll(wide, `wider than the window at ${page.url()}`).toEqual([]);
}

test('on a phone, the sections are a menu that opens and closes', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await createPlaybook(page, 'Autumn');
  const menu = page.getByRole('button', { name: 'Sections', exact: true });
  const link = sections(page).getByRole('link', { name: 'Sales Tools' });
  await expect(link).toBeHidden();
  await menu.click();
  await expect(link).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(link).toBeHidden();
  await expect(menu).toBeFocused();
  await menu.click();
  await link.click();
  await expect(mainHeading(page, 'Sales Tools')).toBeVisible();
  await expect(link).toBeHidden();
  await menu.click();
  await expect(link).toBeVisible();
  await page.goBack();
  await expect(mainHeading(page, 'Overview')).toBeVisible();
  await expect(link).toBeHidden();
  await page.goForward();
  await expect(mainHeading(page, 'Sales Tools')).toBeVisible();
  // What is done there stays reachable.
  await add(page, 'tool', 'Dialer');
  await entry(page, 'Dialer').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(entry(page, 'Dialer')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(entry(page, 'Dialer')).toBeVisible();
});

test('nothing is wider than a window of 360 pixels, on any page of a full playbook', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await expectNoOverflow(page);
  await createPlaybook(page, 'A playbook with a rather long title for a small window', 'Example playbook');
  await expectNoOverflow(page);
  const links = sections(page).getByRole('link');
  await page.getByRole('button', { name: 'Sections', exact: true }).click();
  await expect(links).not.toHaveCount(0);
  const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  for (const address of addresses) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoOverflow(page);
  }
  await goToNarrow(page, 'Sales Tools');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await expectNoOverflow(page);
});

test('in a wide window, the header has one line whatever the title, and a row is moved from beside its number', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await createAt(page, 'Opportunity Source Attribution', 'Example playbook');
  await page.getByRole('textbox', { name: 'Playbook title' }).fill('A rather long title '.repeat(6));
  const box = async (control: Locator) => (await control.boundingBox())!;
  const header = page.getByRole('banner');
  const [storage, name] = await Promise.all(['Storage', 'Your name'].map((name) => box(header.getByRole('button', { name }))));
  expect(Math.abs(storage.y - name.y)).toBeLessThan(storage.height / 2);

  const row = page.getByRole('article').first();
  const [grip, words] = [await box(row.getByRole('button', { name: /^Move/ })), await box(row)];
  expect(grip.x + grip.width).toBeLessThanOrEqual(words.x);
});

async function goToNarrow(page: Page, name: string) {
  await page.getByRole('button', { name: 'Sections', exact: true }).click();
  await sections(page).getByRole('link', { name, exact: true }).click();
  await expect(mainHeading(page, name)).toBeVisible();
}

test('very long words and names break, in narrow and in wide windows', async ({ page }) => {
  const long = 'Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselanhänger'.repeat(3);
  await createPlaybook(page, long);
  await expectNoOverflow(page);
  await goTo(page, 'Lifecycle Management');
  await page.getByRole('textbox', { name: 'Introduction' }).fill(`${long} \`${long}\` https://example.com/${long}`);
  const card = await add(page, 'stage', long);
  await card.getByRole('textbox', { name: 'Definition' }).fill(`# ${long}\n\n| ${long} | b |\n| --- | --- |\n| ${long} | d |`);
  await card.getByRole('textbox', { name: 'SLA' }).fill(long);
  await card.getByRole('combobox', { name: 'Owner' }).fill(long);
  await card.getByRole('combobox', { name: 'Owner' }).press('Enter');
  await goTo(page, DIRECTORY);
  await expectNoOverflow(page);
  await goTo(page, 'Lifecycle Management');
  await expectNoOverflow(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoOverflow(page);
  await goToNarrow(page, DIRECTORY);
  await expectNoOverflow(page);
  await goToNarrow(page, 'Overview');
  await expectNoOverflow(page);
});

test('Japanese everywhere: typed, read, in the title and in the file', async ({ page }) => {
  await createPlaybook(page, '運用プレイブック');
  await expect(page).toHaveTitle('Overview · 運用プレイブック · Guidepost');
  await goTo(page, 'Lifecycle Management');
  await page.getByRole('button', { name: 'Rename section' }).click();
  const box = page.getByRole('textbox', { name: 'Section name' });
  await box.fill('ライフサイクル管理');
  await box.press('Enter');
  await expect(mainHeading(page, 'ライフサイクル管理')).toBeVisible();
  await add(page, 'stage', '見込み客😀');
  const json = await exportJson(page);
  expect(json.title).toBe('運用プレイブック');
  const section = json.sections.find(({ id }) => id === 'lifecycle-management');
  expect(section).toMatchObject({ name: 'ライフサイクル管理', stages: [{ name: '見込み客😀' }] });
});

test('on paper there is the text, without controls', async ({ page }) => {
  await createAt(page, 'Lifecycle Management', 'Standard playbook');
  await page.emulateMedia({ media: 'print' });
  await expect(mainHeading(page, 'Lifecycle Management')).toBeVisible();
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add stage' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeHidden();
  await expect(sections(page)).toBeHidden();
});
