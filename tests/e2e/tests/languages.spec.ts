// The interface in the language of whoever reads it: German beside English, with dates, numbers and the alphabet of the place; and
// texts from right to left.

import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createPlaybook, goTo, mainHeading, titleBox } from '../playbook';

const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../../assets/${file}`, import.meta.url), 'utf8'));
const TEXTS = { ...read('texts-de.json'), ...read('texts-de-more.json') };
const german = (english: string) => TEXTS[english] ?? english;

/** English that a German reader sees or hears: texts of the interface, where a translation says it otherwise. */
async function english(page: Page) {
  const said = await page.evaluate(() => {
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode as Text;
      if (!parentElement?.closest('script, style, noscript, textarea')) texts.push(data);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.trim());
  });
  const other = new Set(Object.entries(TEXTS).filter(([from, to]) => from !== to).map(([from]) => from.trim()));
  const alsoGerman = new Set(Object.values(TEXTS).map((text) => text.trim()));
  return [...new Set(said)].filter((text) => other.has(text) && !alsoGerman.has(text));
}

async function begin(page: Page, template: string) {
  await open(page);
  await page.getByRole('button', { name: german('New playbook'), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: german('New playbook') });
  await dialog.getByText(german(template), { exact: true }).click();
  await dialog.getByRole('button', { name: german('Create'), exact: true }).click();
  await expect(mainHeading(page, german('Overview'))).toBeVisible();
}

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('every page and dialog says it in German', async ({ page }) => {
    test.setTimeout(180_000);
    await open(page);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE');
    await expect(page.getByRole('heading', { level: 2 })).toHaveText('Halten Sie fest, wie Marketing und Vertrieb zusammenarbeiten');
    expect(await english(page)).toEqual([]);
    await expectAccessible(page);
    await begin(page, 'Standard playbook');
    await expect(page.getByRole('textbox', { name: german('Playbook title') })).toHaveValue('Marketing-Operations-Playbook');

    const links = await page.locator('nav.sections a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links.length).toBeGreaterThan(12);
    for (const href of links) {
      await page.evaluate((href) => (location.hash = href), href);
      await expect(page.locator('main').getByRole('heading', { level: 1 })).toBeVisible();
      // Each kind of entry with all that it can say.
      // With the focus in a box when the next page comes: the address changes by itself, as with the browser's Back.
      const adds = page.locator('main button[id^="add-"]');
      if (!href.endsWith('people') && (await adds.count()) > 0) {
        await adds.first().click();
        await page.waitForTimeout(200);
      }
      expect(await english(page), href).toEqual([]);
      await expectAccessible(page);
    }

    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: german('Search'), exact: true }).click();
    const search = page.getByRole('combobox', { name: german('Search') });
    const found = page.getByRole('dialog').getByRole('option');
    await search.fill('Phase hinzufügen');
    await expect(found.first()).toHaveText('Phase hinzufügen');
    await search.fill('add stage');
    await expect(found.first()).toHaveText('Phase hinzufügen');
    await search.fill('wer verantwortet MQL');
    await expect(found.first()).toContainText('MQL');
    expect(await english(page)).toEqual([]);
    await page.keyboard.press('Escape');

    for (const name of ['Share', 'Storage', 'Your name', 'Export']) {
      await page.getByRole('banner').getByRole('button', { name: german(name), exact: true }).click();
      await page.waitForTimeout(400);
      expect(await english(page), name).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('banner').getByRole('link', { name: german('Read'), exact: true }).click();
    await expect(page.locator('.read-prose').first()).toBeVisible();
    expect(await english(page)).toEqual([]);
    await expectAccessible(page);
  });

  test('a document has German labels, and is read by whoever speaks English', async ({ page, browser, site }) => {
    await begin(page, 'Standard playbook');
    await page.getByRole('button', { name: german('Export'), exact: true }).click();
    const download = page.waitForEvent('download');
    await page.locator('[aria-describedby=export-markdownmd]').click();
    const file = await (await download).path();
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('# Marketing-Operations-Playbook');
    expect(text).toContain(`# ${german('Lifecycle Management')}`);
    expect(text).toContain(`**${german('Contents')}**`);
    for (const label of ['Contents', 'Lifecycle Management', 'Entry criteria']) expect(text).not.toContain(label);

    // It comes into an English one.
    const context = await browser.newContext({ locale: 'en-US', baseURL: site });
    const other = await context.newPage();
    await open(other);
    const chooser = other.waitForEvent('filechooser');
    await other.getByRole('button', { name: 'Import', exact: true }).click();
    await (await chooser).setFiles({ name: 'playbook.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
    await expect(other.getByText(/^Imported “Marketing-Operations-Playbook” with \d+ entries/)).toBeVisible();
    const stages = other.getByRole('navigation').first().getByRole('link', { name: /^Lifecycle Management/ });
    await expect(stages).toHaveText(/8$/);
    await context.close();
  });

  test('whoever exports chooses the language of the labels', async ({ page, problems }) => {
    // What the tests look into the preview with is kept from running there, as any script would be.
    problems.expect(/Blocked script execution in 'about:srcdoc'/);
    await begin(page, 'Standard playbook');
    await page.getByRole('button', { name: german('Export'), exact: true }).click();
    await page.getByRole('button', { name: german('Choose and preview'), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: german('Export') });
    const preview = page.frameLocator('iframe');
    const heading = (name: string) => preview.getByRole('heading', { level: 2, name });
    await expect(heading(german('Lifecycle Management'))).toBeVisible();
    await expect(preview.locator('html')).toHaveAttribute('lang', 'de');
    const labels = dialog.getByRole('group', { name: german('Language of labels') });
    await expect(labels.getByRole('radio', { name: 'Deutsch' })).toBeChecked();
    await labels.getByRole('radio', { name: 'English' }).check();
    await expect(heading('Lifecycle Management')).toBeVisible();
    await expect(preview.locator('html')).toHaveAttribute('lang', 'en');
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: german('Save Markdown') }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toContain('# Lifecycle Management');
  });

  test('a list has German headings', async ({ page }) => {
    await begin(page, 'Standard playbook');
    await page.getByRole('button', { name: german('Export'), exact: true }).click();
    await page.getByRole('button', { name: german('CSV (.csv)'), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: german('Export') });
    const name = german('Save {name} as CSV').replace('{name}', german('Stages'));
    const header = ['Name', 'Abbreviation', 'Definition', 'Entry criteria', 'Exit criteria', 'Owner'];
    for (const [list, labels] of [
      [german('Stages'), header.map(german)],
      ['Stages', header],
    ] as const) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name, exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).toContain(`-${list}-`);
      expect(readFileSync(await file.path(), 'utf8').slice(1)).toMatch(new RegExp(`^${labels.join()},`));
      await dialog.getByRole('radio', { name: 'English' }).check();
    }
  });

  test('terms stand in the order of the language, dates and numbers as they are written there', async ({ page }) => {
    await begin(page, 'Blank playbook');
    await page.getByRole('navigation').first().getByRole('link', { name: german('Definitions') }).click();
    for (const name of ['Zebra', 'Ärger', 'Anfang', 'Ösen', 'Orte']) {
      await page.locator('main button[id^="add-definition"]').click();
      await expect(page.locator('main .entry-name:focus')).toHaveValue('');
      await page.keyboard.type(name);
      await page.keyboard.press('Tab');
    }
    await page.getByRole('navigation').first().getByRole('link', { name: german('Overview') }).click();
    await page.getByRole('navigation').first().getByRole('link', { name: german('Definitions') }).click();
    const names = page.locator('main .entry-name');
    await expect
      .poll(() => names.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).value)))
      .toEqual(['Anfang', 'Ärger', 'Orte', 'Ösen', 'Zebra']);
    await page.getByRole('button', { name: german('Export') }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Markdown (.md)' }).click(),
    ]);
    const text = readFileSync(await saved.path(), 'utf8');
    expect([...text.matchAll(/^\| \*{0,2}(Anfang|Ärger|Orte|Ösen|Zebra)\b/gm)].map(([, name]) => name), text).toEqual([
      'Anfang', 'Ärger', 'Orte', 'Ösen', 'Zebra',
    ]);

    await page.clock.install({ time: new Date('2026-12-01T12:00:00Z') });
    await page.reload();
    await expect(page.locator('main .entry-name').first()).toBeVisible();
    await page.clock.setFixedTime(new Date('2027-03-31T12:00:00Z'));
    await page.goto('./#/');
    await expect(page.locator('.playbook time')).toHaveAttribute('title', /\d{1,2}\. \S+ 20\d\d um \d\d:\d\d/);
  });

  test('what is read while the app loads is German', async ({ page }) => {
    await page.route('**/*.wasm', () => {});
    await page.goto('./', { waitUntil: 'commit' });
    await expect(page.locator('#startup')).toContainText('Wird geladen …');
    await expect(page.locator('#startup')).toContainText('Ein Playbook ist das eine Dokument');
    expect(await english(page)).toEqual([]);
  });

  test('where its texts do not arrive, it is English and works', async ({ page, problems }) => {
    problems.expect(/texts-de|Failed to load resource/);
    await page.route('**/texts-de*.json', (route) => route.abort());
    await createPlaybook(page, 'Plan');
    await goTo(page, 'Definitions');
    await add(page, 'definition', 'MQL');
  });

  test('a phone shows it without scrolling sideways', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await begin(page, 'Example playbook');
    await expect(page.getByRole('banner').getByRole('textbox')).toHaveValue('Marketing-Operations-Playbook von Kestrelmoor');
    const links = await page.locator('nav.sections a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    for (const href of links) {
      await page.evaluate((href) => (location.hash = href), href);
      await expect(page.locator('main').getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForTimeout(300);
      const [width, scrolled] = await page.evaluate(() => [innerWidth, document.scrollingElement?.scrollWidth ?? 0]);
      expect(scrolled, href).toBeLessThanOrEqual(width);
    }
  });
});

test('the language can be chosen, and stays', async ({ page }) => {
  await open(page);
  const choice = page.getByRole('combobox', { name: 'Language' });
  await expect(choice).toHaveValue('');
  await choice.selectOption('Deutsch');
  await expect(page.getByRole('button', { name: 'Neues Playbook' })).toBeVisible();
  await expect(page).toHaveTitle('Playbooks · Guidepost');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Neues Playbook' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('English');
  await expect(page.getByRole('button', { name: 'New playbook' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('The browser’s');
  await expect(page.getByRole('button', { name: 'New playbook' })).toBeVisible();
});

test('what people wrote is never translated', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('guidepost/preferences', '{"language":"de"}'));
  await begin(page, 'Blank playbook');
  await page.getByRole('textbox', { name: german('Playbook title') }).fill('Overview');
  await page.getByRole('navigation').first().getByRole('link', { name: german('Definitions') }).click();
  await page.locator('main button[id^="add-definition"]').click();
  await page.keyboard.type('Undo');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: german('Search') }).fill('Undo');
  await expect(page.getByRole('option').filter({ hasText: 'Undo' }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto('./#/');
  await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible();
});

test('texts from right to left stand at the right', async ({ page }) => {
  await createPlaybook(page, 'خطة التسويق');
  await goTo(page, 'Definitions');
  await add(page, 'definition', 'عميل محتمل');
  const box = page.getByRole('textbox', { name: 'Definition', exact: true });
  await box.fill('شخص أبدى اهتماما بمنتج.\n\n- واحد\n- اثنان\n\nMQL in English');
  await titleBox(page).focus();
  const view = page.locator('.text-view').filter({ hasText: 'اهتماما' });
  await expect(view).toBeVisible();
  const sides = await view.evaluate((view) => {
    const all = view.getBoundingClientRect();
    return [...view.querySelectorAll('p, li')].map((block) => {
      const range = document.createRange();
      range.selectNodeContents(block);
      const text = range.getBoundingClientRect();
      return all.right - text.right < text.left - all.left ? 'right' : 'left';
    });
  });
  expect(sides).toEqual(['right', 'right', 'right', 'left']);
  const direction = (name: string) => page.locator(name).first().evaluate((element) => getComputedStyle(element).unicodeBidi);
  expect(await direction('main .entry-name')).toBe('plaintext');
  expect(await direction('main textarea')).toBe('plaintext');
});
