// The start page: beginning, finding, renaming, copying and deleting playbooks.

import { expect, expectAccessible, open, test } from '../fixtures';
import { create, fillStorage, goToStart, listed, type Template } from '../playbooks';

test('without a playbook, the page says what one is and offers three ways to begin', async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle('Playbooks · Guidepost');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Playbooks');
  await expect(page.getByRole('main')).toContainText('A playbook is the one document');
  const ways = page.getByRole('list', { name: 'Ways to begin' });
  for (const template of ['Standard', 'Example', 'Blank']) {
    await ways.getByRole('button', { name: `${template} playbook` }).click();
    const dialog = page.getByRole('dialog', { name: 'New playbook' });
    await expect(dialog.getByRole('radio', { name: `${template} playbook` })).toBeChecked();
    await expect(dialog.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(ways.getByRole('button', { name: `${template} playbook` })).toBeFocused();
  }
  await expect(page.getByText(/^Recently deleted/)).toBeHidden();
});

const templates: [Template, number, RegExp][] = [
  ['Standard playbook', 8, /% complete/],
  ['Example playbook', 80, /% complete/],
  ['Blank playbook', 0, /No entries yet/],
];
for (const [template, least, facts] of templates) {
  test(`the ${template.toLowerCase()} is made, listed and still there after a reload`, async ({ page }) => {
    await open(page);
    await create(page, 'Acme', template);
    await expect(page).toHaveTitle('Overview · Acme · Guidepost');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    const sections = page.getByRole('navigation', { name: 'Sections' });
    for (const name of ['Demand Generation Tools', 'Lifecycle Management', 'Definitions']) {
      await expect(sections.getByRole('link', { name })).toBeVisible();
    }
    await page.reload();
    await expect(page).toHaveTitle('Overview · Acme · Guidepost');
    await goToStart(page);
    await expect(page).toHaveTitle('Playbooks · Guidepost');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    const item = listed(page, 'Acme');
    await expect(item).toContainText(facts);
    await expect(item).toContainText('Changed just now');
    await expect(item.locator('time')).toHaveAttribute('title', /^\d+ \w+ \d{4}/);
    const entries = Number(/(\d+) entr/.exec(await item.innerText())?.[1] ?? 0);
    expect(entries).toBeGreaterThanOrEqual(least);
    await page.reload();
    await listed(page, 'Acme').getByRole('link', { name: 'Acme' }).click();
    await expect(page).toHaveTitle('Overview · Acme · Guidepost');
  });
}

test('a playbook without a title is called as the dialog said', async ({ page }) => {
  await open(page);
  for (const [template, title] of [
    ['Standard playbook', 'Marketing operations playbook'],
    ['Example playbook', 'Kestrelmoor marketing operations playbook'],
    ['Blank playbook', 'Untitled playbook'],
  ] as const) {
    await page.getByRole('button', { name: 'New playbook' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: template }).check();
    await expect(dialog).toContainText(`“${title}”`);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(page).toHaveTitle(`Overview · ${title} · Guidepost`);
    await goToStart(page);
    await expect(listed(page, title)).toBeVisible();
  }
  await expect(page.getByRole('list', { name: 'Playbooks' }).getByRole('article')).toHaveCount(3);
});

test('two playbooks of one template share nothing', async ({ page }) => {
  await open(page);
  await create(page, 'One', 'Example playbook');
  const one = page.url();
  await goToStart(page);
  await create(page, 'Two', 'Example playbook');
  expect(page.url()).not.toBe(one);
  await goToStart(page);
  await expect(page.getByRole('list', { name: 'Playbooks' }).getByRole('article')).toHaveCount(2);
});

test('an example that does not arrive is reported, and what was typed stays', async ({ page, problems }) => {
  problems.expect(/ERR_FAILED|404/);
  await open(page);
  await page.getByRole('button', { name: 'New playbook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Ours');
  await dialog.getByRole('radio', { name: 'Example playbook' }).check();
  for (const [answer, words] of [
    [{ status: 404, body: 'no' }, 'the server of this site answered with error 404'],
    [{ status: 200, body: '<!doctype html>' }, 'what the server sent is not a playbook'],
    [null, 'the server could not be reached'],
  ] as const) {
    await page.route('**/example-playbook.json', (route) => (answer ? route.fulfill(answer) : route.abort()));
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(dialog.getByRole('alert')).toContainText(words);
    await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Ours');
    await expect(dialog.getByRole('radio', { name: 'Example playbook' })).toBeChecked();
    await page.unroute('**/example-playbook.json');
  }
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page).toHaveTitle('Overview · Ours · Guidepost');
});

test('closing the dialog while the example is loaded makes nothing', async ({ page }) => {
  await open(page);
  let answer = () => {};
  await page.route('**/example-playbook.json', async (route) => {
    await new Promise<void>((resolve) => (answer = resolve));
    await route.continue();
  });
  await page.getByRole('button', { name: 'New playbook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Example playbook' }).check();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Loading…');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  const arrived = page.waitForResponse('**/example-playbook.json');
  answer();
  await (await arrived).finished();
  await page.waitForTimeout(500);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Playbooks');
  await expect(page.getByRole('article')).toHaveCount(0);
});

test('where there is no room, the dialog says so and nothing is half made', async ({ page }) => {
  await open(page);
  await create(page, 'First', 'Blank playbook');
  await goToStart(page);
  await fillStorage(page, 3000);
  const before = await page.evaluate(() => JSON.stringify(localStorage));
  await page.getByRole('button', { name: 'New playbook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('No room');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('alert')).toContainText('storage for this site is full');
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('No room');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await listed(page, 'First').getByRole('button', { name: 'Duplicate' }).click();
  await page.reload();
  await expect(listed(page, 'First')).toBeVisible();
  await expect(listed(page, 'No room')).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem('of another program'))).toBe(
    JSON.parse(before)['of another program'],
  );
});

test('a playbook is renamed in place', async ({ page }) => {
  await open(page);
  await create(page, 'Old');
  await goToStart(page);

  await listed(page, 'Old').getByRole('button', { name: 'Rename' }).click();
  const title = page.getByRole('textbox', { name: 'Title' });
  await expect(title).toBeFocused();
  await title.fill('Not this');
  await title.press('Escape');
  await expect(listed(page, 'Old').getByRole('button', { name: 'Rename' })).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(title).toBeFocused();
  await page.keyboard.type('New <b>title</b>');
  await page.keyboard.press('Enter');
  const renamed = listed(page, 'New <b>title</b>');
  await expect(renamed.getByRole('button', { name: 'Rename' })).toBeFocused();

  await renamed.getByRole('button', { name: 'Rename' }).click();
  await title.fill('   ');
  await page.getByRole('heading', { level: 1 }).click();
  await expect(listed(page, 'Untitled playbook')).toBeVisible();

  await listed(page, 'Untitled playbook').getByRole('button', { name: 'Rename' }).click();
  await title.fill('Last');
  await title.press('Tab');
  await page.reload();
  await listed(page, 'Last').getByRole('link').click();
  await expect(page).toHaveTitle('Overview · Last · Guidepost');
});

test('a copy is a playbook of its own', async ({ page }) => {
  await open(page);
  await create(page, 'Acme');
  await goToStart(page);
  await listed(page, 'Acme').getByRole('button', { name: 'Duplicate' }).click();
  const copy = listed(page, 'Copy of Acme');
  await expect(copy.getByRole('link')).toBeFocused();
  await expect(copy).toContainText('8 entries');
  const address = (title: string) => listed(page, title).getByRole('link').getAttribute('href');
  expect(await address('Acme')).not.toBe(await address('Copy of Acme'));
});

test('deleting can be undone, from the notice and from the bin', async ({ page }) => {
  await open(page);
  const second = () => Math.floor(Date.now() / 1000);
  for (const title of ['First', 'Second']) {
    await create(page, title);
    await goToStart(page);
    // When it changed is known to the second.
    const created = second();
    await expect.poll(second).toBeGreaterThan(created);
  }
  // The last changed stands first.
  await expect(page.getByRole('article')).toHaveText([/^Second/, /^First/]);

  await listed(page, 'Second').getByRole('button', { name: 'Delete' }).click();
  await expect(listed(page, 'Second')).toHaveCount(0);
  await expect(listed(page, 'First').getByRole('link')).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(listed(page, 'Second').getByRole('link')).toBeFocused();

  for (const title of ['Second', 'First']) {
    await listed(page, title).getByRole('button', { name: 'Delete' }).click();
  }
  await expect(page.getByRole('button', { name: 'New playbook' })).toBeFocused();
  await expect(page.getByRole('list', { name: 'Ways to begin' })).toBeVisible();
  await page.reload();
  await page.getByText('Recently deleted (2)').click();
  await page.getByRole('button', { name: 'Restore First' }).click();
  await expect(listed(page, 'First').getByRole('link')).toBeFocused();
  await expect(page.getByText('Recently deleted (1)')).toBeVisible();
  await page.reload();
  await expect(listed(page, 'First')).toContainText('8 entries');
});

test('deleting for good is asked for, and offers to export first', async ({ page }) => {
  await open(page);
  await create(page, 'Acme');
  await goToStart(page);
  await listed(page, 'Acme').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Recently deleted (1)').click();
  const remove = page.getByRole('button', { name: 'Delete for good: Acme' });
  await remove.click();
  const dialog = page.getByRole('dialog', { name: 'Delete “Acme” for good?' });
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await expect(dialog).toContainText('It has 8 entries.');
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export as JSON' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^Acme-\d{4}-\d\d-\d\d\.json$/);
  await expect(dialog).toContainText(`Exported as ${file.suggestedFilename()}.`);
  await page.keyboard.press('Escape');
  await expect(remove).toBeFocused();

  await remove.click();
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^Recently deleted/)).toBeHidden();
  await expect(page.getByRole('button', { name: 'New playbook' })).toBeFocused();
  const left = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('/playbook/')));
  expect(left).toEqual([]);
});

test('a playbook with a damaged summary is listed, says why, and can be opened', async ({ page }) => {
  await open(page);
  await create(page, 'Acme');
  await goToStart(page);
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.endsWith('/summary'));
    localStorage.setItem(key ?? '', '{"title": "Acme", "created"');
  });
  await page.reload();
  const item = page.getByRole('list', { name: 'Playbooks' }).getByRole('article');
  await expect(item).toContainText('What is shown here of a playbook is not readable');
  await expectAccessible(page);
  await item.getByRole('link').click();
  await expect(page).toHaveTitle('Overview · Acme · Guidepost');
  await goToStart(page);
  await expect(listed(page, 'Acme')).toContainText('8 entries');
});

test('a damaged playbook can be removed', async ({ page }) => {
  await open(page);
  await page.evaluate(() => localStorage.setItem('guidepost/playbook/AAAAAAAAAAAAAAAAAAAAAA/summary', '?'));
  await page.reload();
  await page.getByRole('article').getByRole('button', { name: /^Delete for good/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'New playbook' })).toBeFocused();
});

test('storage that cannot be listed is reported', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Storage.prototype, 'length', {
      get() {
        throw new DOMException('the disk is gone', 'InvalidStateError');
      },
    });
  });
  await open(page);
  await expect(page.getByRole('alert')).toContainText("The playbooks in this browser can't be listed");
  await expect(page.getByRole('alert')).toContainText('the disk is gone');
  await expect(page.getByRole('list', { name: 'Ways to begin' })).toBeHidden();
  await expectAccessible(page);
});

test('where nothing can be kept, one can still write, and is told', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('not allowed here', 'SecurityError');
      },
    });
  });
  await open(page);
  await expect(page.getByRole('alert')).toContainText('Nothing can be kept in this browser');
  await create(page, 'In memory');
  await goToStart(page);
  await expect(listed(page, 'In memory')).toBeVisible();
});

test('a playbook made in another tab appears', async ({ page, context }) => {
  await open(page);
  const other = await context.newPage();
  await open(other);
  await create(other, 'From the other tab');
  await expect(listed(page, 'From the other tab')).toBeVisible();
});

test('beginning a playbook needs no mouse', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Storage' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Import' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'Standard playbook' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Blank playbook' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle('Overview · By keyboard · Guidepost');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the start page in ${colorScheme} has no accessibility violation`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'New playbook' }).click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    for (const title of ['One', 'Two', 'Three']) {
      await create(page, title);
      await goToStart(page);
    }
    await listed(page, 'One').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Recently deleted (1)').click();
    await expectAccessible(page);
    await listed(page, 'Two').getByRole('button', { name: 'Rename' }).click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await expectAccessible(page);
  });
}

test('on a narrow screen nothing is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await open(page);
  await create(page, `A title of ${'very '.repeat(30)}many words and one ${'l'.repeat(80)}ong one`);
  await goToStart(page);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'New playbook' }).click();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await expect(page.getByRole('button', { name: 'Create' })).toBeInViewport();
});
