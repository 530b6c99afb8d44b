// One playbook in several tabs of a browser: they stay in step as somebody types, and nobody's work is lost.

import type { BrowserContext, Page } from '@playwright/test';

import { expect, open, test } from '../fixtures';
import { add, createAt, entry, expectOrder, expectSaved, fetched, goTo, list, reload, titleBox } from '../playbook';

/** Another tab, at the same page of the same playbook. */
async function another(context: BrowserContext, page: Page) {
  const tab = await context.newPage();
  await open(tab, page.url());
  return tab;
}

const definition = (page: Page) => page.getByRole('textbox', { name: 'Definition', exact: true });

/** All letters that both typed, in whatever order. */
const letters = (text: string) => [...text.replaceAll(' ', '')].sort().join('');

test('two tabs typing in one paragraph keep every character', async ({ page, context }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await definition(page).fill('A lead is somebody.');
  await expectSaved(page);
  const other = await another(context, page);
  await expect(definition(other)).toHaveValue('A lead is somebody.');

  await definition(page).focus();
  await page.keyboard.press('Control+Home');
  await definition(other).focus();
  await other.keyboard.press('Control+End');
  await Promise.all([
    page.keyboard.type('Here we say: ', { delay: 15 }),
    other.keyboard.type(' Or so they think.', { delay: 15 }),
  ]);
  const both = 'Here we say: A lead is somebody. Or so they think.';
  await expect(definition(page)).toHaveValue(both);
  await expect(definition(other)).toHaveValue(both);

  // In the very same place, whoever comes first.
  for (const tab of [page, other]) await tab.keyboard.press('Control+End');
  await Promise.all([
    page.keyboard.type('abcdefghijklmnop', { delay: 10 }),
    other.keyboard.type('qrstuvwxyz012345', { delay: 10 }),
  ]);
  const all = letters(`${both}abcdefghijklmnopqrstuvwxyz012345`);
  await expect.poll(async () => letters(await definition(page).inputValue())).toBe(all);
  await expect(definition(other)).toHaveValue(await definition(page).inputValue());
  const typed = await definition(page).inputValue();
  await reload(page);
  await expect(definition(page)).toHaveValue(typed);
});

test('what is put together from letters is whole while somebody else writes in the same text', async ({ page, context }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await definition(page).fill('漢字です');
  await expectSaved(page);
  const other = await another(context, page);
  await fetched(page, 'together.js');
  await page.bringToFront();
  await definition(page).focus();
  await page.keyboard.press('Control+End');
  const keyboard = await context.newCDPSession(page);
  const compose = (text: string) =>
    keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await compose('に');
  await compose('にほ');
  await expect(definition(other)).toHaveValue(/^漢字ですに/);
  // Not with its keyboard: the other tab would take the focus, and with it what is put together here.
  const writeThere = (text: string) =>
    definition(other).evaluate((box: HTMLTextAreaElement, text) => {
      box.value = text + box.value;
      box.dispatchEvent(new Event('input', { bubbles: true }));
    }, text);
  await writeThere('Here: ');
  await compose('にほん');
  await writeThere('And ');
  await keyboard.send('Input.insertText', { text: '日本' });
  for (const tab of [page, other]) await expect(definition(tab)).toHaveValue('And Here: 漢字です日本');
  await page.keyboard.type('。');
  for (const tab of [page, other]) await expect(definition(tab)).toHaveValue('And Here: 漢字です日本。');
});

test('two who write in one line at the same time keep every letter', async ({ page, context }) => {
  await createAt(page, 'Lifecycle Management');
  await add(page, 'stage', 'Lead');
  await expectSaved(page);
  const other = await another(context, page);
  for (const tab of [page, other]) await fetched(tab, 'together.js');
  const box = (tab: Page) => list(tab, 'stage').getByRole('textbox', { name: 'Name', exact: true });
  for (const tab of [page, other]) {
    await box(tab).focus();
    await tab.keyboard.press('End');
  }
  await Promise.all([page.keyboard.type('01234567', { delay: 120 }), other.keyboard.type('abcdefgh', { delay: 120 })]);
  const all = letters('Lead01234567abcdefgh');
  await expect.poll(async () => letters(await box(page).inputValue())).toBe(all);
  await expect(box(other)).toHaveValue(await box(page).inputValue());
  // Whoever takes away what the other wrote, or takes back what they wrote themselves, has it gone.
  await page.waitForTimeout(2_000);
  await box(page).fill('Within a day');
  await expect(box(other)).toHaveValue('Within a day');
  await box(other).focus();
  await page.waitForTimeout(2_000);
  await box(other).fill('Soon');
  await expect(box(page)).toHaveValue('Soon');
  await box(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.type('er');
  await page.keyboard.press('ControlOrMeta+z');
  for (const tab of [page, other]) await expect(box(tab)).toHaveValue('Soon');
});

test('a cursor stays at its place in the text while somebody else types before it', async ({ page, context }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await definition(page).fill('one three');
  const other = await another(context, page);
  await definition(page).focus();
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
  await definition(other).focus();
  await other.keyboard.press('Control+Home');
  await other.keyboard.type('zero ');
  await expect(definition(page)).toHaveValue('zero one three');
  await page.keyboard.type('two ');
  await expect(definition(other)).toHaveValue('zero one two three');
});

test('what is added, renamed, moved and deleted in one tab is so in the other', async ({ page, context }) => {
  await createAt(page, 'Lifecycle Management');
  const other = await another(context, page);
  await add(page, 'stage', 'Lead');
  await add(page, 'stage', 'MQL');
  await expectOrder(other, 'stage', ['Lead', 'MQL']);
  await entry(other, 'MQL').getByRole('textbox', { name: 'Name' }).fill('SQL');
  await expectOrder(page, 'stage', ['Lead', 'SQL']);
  await titleBox(other).fill('Our playbook');
  await expect(titleBox(page)).toHaveValue('Our playbook');
  await expect(page).toHaveTitle('Lifecycle Management · Our playbook · Guidepost');
  await entry(page, 'Lead').getByRole('button', { name: /^Delete/ }).click();
  await expectOrder(other, 'stage', ['SQL']);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expectOrder(other, 'stage', ['Lead', 'SQL']);
});

test('undo takes back only what was done in this tab', async ({ page, context }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const other = await another(context, page);
  await definition(page).fill('Mine.');
  await expect(definition(other)).toHaveValue('Mine.');
  await definition(other).focus();
  await other.keyboard.press('Control+End');
  await other.keyboard.type(' Theirs.');
  await expect(definition(page)).toHaveValue('Mine. Theirs.');
  await page.keyboard.press('Control+z');
  await expect(definition(page)).toHaveValue(' Theirs.');
  await expect(definition(other)).toHaveValue(' Theirs.');
  await expect(other.getByRole('banner').getByRole('button', { name: 'Redo' })).toBeDisabled();
  await other.keyboard.press('Control+z');
  await expect(definition(page)).toHaveValue('');
  await page.keyboard.press('Control+Shift+z');
  await expect(definition(other)).toHaveValue('Mine.');
});

test('a tab that is opened while somebody types gets all of it', async ({ page, context }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await definition(page).focus();
  const text = 'The quick brown fox jumps over the lazy dog, again and again. '.repeat(3);
  const typing = page.keyboard.type(text, { delay: 15 });
  const other = await another(context, page);
  await typing;
  await expect(definition(other)).toHaveValue(text);
  await definition(other).fill('Rewritten.');
  await expect(definition(page)).toHaveValue('Rewritten.');
});

test('without channels between tabs, each hears of what the others have stored', async ({ page, context }) => {
  await context.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const other = await another(context, page);
  await definition(page).fill('From here.');
  await expect(definition(other)).toHaveValue('From here.');
  await definition(other).focus();
  await other.keyboard.press('Control+End');
  await Promise.all([
    other.keyboard.type(' From there.', { delay: 15 }),
    titleBox(page).fill('Two tabs'),
  ]);
  await expect(definition(page)).toHaveValue('From here. From there.');
  await expect(titleBox(other)).toHaveValue('Two tabs');
});

test('a tab that slept catches up when somebody looks at it, and overwrites nothing', async ({ page, context }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await expectSaved(page);
  // It hears of nothing, as if the browser had put it to sleep.
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'BroadcastChannel');
    addEventListener('storage', (event) => event.stopImmediatePropagation(), true);
  });
  const sleeper = await another(context, page);
  await definition(page).fill('Written in the meantime.');
  await add(page, 'definition', 'MQL');
  await expectSaved(page);
  await page.close();
  await expect(list(sleeper, 'definition').getByRole('article')).toHaveCount(1);

  await sleeper.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect(list(sleeper, 'definition').getByRole('article')).toHaveCount(2);
  const lead = entry(sleeper, 'Lead').getByRole('textbox', { name: 'Definition', exact: true });
  await expect(lead).toHaveValue('Written in the meantime.');
  await lead.fill('Written in the meantime. And after.');
  await reload(sleeper);
  await expect(lead).toHaveValue('Written in the meantime. And after.');
});

test('another playbook, and another page, are none of a tab’s business', async ({ page, context }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await expectSaved(page);
  const other = await context.newPage();
  await createAt(other, 'Definitions');
  await add(other, 'definition', 'Account');
  await expectSaved(other);
  await expectOrder(page, 'definition', ['Lead']);
  await goTo(page, 'Lifecycle Management');
  await add(page, 'stage', 'MQL');
  await expectSaved(page);
  await expectOrder(other, 'definition', ['Account']);
});
