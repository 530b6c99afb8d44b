// Files with hostile texts, on their way in and out: what is asked about them, and what other programs get.

import { readFileSync } from 'node:fs';

import type { Download, Page } from '@playwright/test';

import { expect, open } from '../fixtures';
import { bring, expectAlive, expectNoStrangers, expectNoStrangersIn, fullOf, test, unfold } from '../hostile';
import { PAYLOADS, TRIES } from '../payloads';
import { createPlaybook, goTo, sections } from '../playbook';
import { choose } from '../playbooks';

test.use({ trace: 'off' });

/** Short ones: of these, many fit on a page. */
const SHORT = PAYLOADS.filter((text) => text.length < 400);

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });

/** Looks at what a dialog of the import shows, and closes it. */
async function expectHarmless(page: Page, words: string | RegExp) {
  await expect(dialog(page, 'Import')).toContainText(words, { timeout: 30_000 });
  await expectNoStrangers(page);
  await page.keyboard.press('Escape');
  await expect(dialog(page, 'Import')).toBeHidden();
}

async function saved(page: Page, press: () => Promise<void>) {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), press()]);
  expectPlainName(file);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

/** No system, shell or person takes the name of a file for anything else. */
function expectPlainName(file: Download) {
  const name = file.suggestedFilename();
  expect(name).toMatch(
    /^[^\p{Cc}\p{Z}!-,/:-@[-^`{-~\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+-\d{4}-\d\d-\d\d\.\w+$/u,
  );
  expect(name).not.toMatch(/^[-.]|\.\.|^(con|nul|prn|aux|lpt\d|com\d)\./i);
  expect(Buffer.byteLength(name)).toBeLessThan(200);
}

async function chooseExport(page: Page, what: string) {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: what, exact: true }).click();
}

test('what is asked about a file shows its texts as they are', async ({ page }) => {
  test.slow();
  await createPlaybook(page, 'Ours');
  const envelope = { format: 'guidepost-playbook', version: 1 };

  // Files that are none, by what they say they are and by what they are called.
  for (let start = 0; start < SHORT.length; start += 12) {
    const text = SHORT[start].toWellFormed();
    await choose(
      page,
      `${text.replaceAll(/[/\\\0]/g, '_') || 'x'}.json`,
      JSON.stringify({ ...envelope, format: `x${text}` }),
    );
    await expectHarmless(page, 'not a Guidepost playbook');
  }
  // What could not be taken as it stands, where, and what it is called.
  const odd = SHORT.slice(0, 120).map((text) => text.toWellFormed());
  const people = odd.map((text) => ({
    id: text,
    name: text,
    [text]: text,
    agreement: text,
    changed: text,
    contact: [text],
  }));
  const owned = odd.map((text) => ({
    id: 'lifecycle-management',
    stages: [{ name: text, owner: text, [`${text}x`]: 1 }],
  }));
  await choose(page, 'odd.json', JSON.stringify({ ...envelope, people, sections: owned, title: odd.join(' ') }));
  await expectHarmless(page, 'could not be taken as written');
  await choose(
    page,
    'odd.json',
    JSON.stringify({ ...envelope, [SHORT[0]]: 1, dismissed: Object.fromEntries(odd.map((text) => [text, 1])) }),
  );
  await expectHarmless(page, 'could not be taken as written');
  // A newer file, which is shown as a page.
  const newer = JSON.parse(fullOf(SHORT.slice(0, 30), SHORT[3]));
  await choose(page, 'newer.json', JSON.stringify({ ...newer, version: 2 }));
  await expectHarmless(page, 'What you have here has not changed');

  // Rows, in each form that they come in, and with hostile headings.
  const rows = SHORT.map((text) => [text, `${text}!`, text]);
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const csv = [[SHORT[0], 'Tool', 'Purpose'], ...rows].map((row) => row.map(quoted).join(',')).join('\r\n');
  await choose(page, '<img src=x onerror=pwned()>.csv', csv);
  await expectHarmless(page, 'rows');
  const headings = [SHORT, SHORT.map(() => 'x')].map((row) => row.map(quoted).join(',')).join('\r\n');
  await choose(page, 'headings.csv', headings);
  await expectHarmless(page, /row/);
  const records = SHORT.map((text) => ({ name: text.toWellFormed(), [text.toWellFormed()]: text.toWellFormed() }));
  await choose(page, 'records.json', JSON.stringify(records));
  await expectHarmless(page, 'rows');
  const plain = SHORT.filter((text) => /^[ -~]+$/.test(text)).map((text) => `'${text.replaceAll("'", "''")}'`);
  const yaml = plain.map((text) => `- name: ${text}\n  purpose: ${text}`).join('\n');
  await choose(page, 'records.yml', yaml);
  await expectHarmless(page, /row/);
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const cells = SHORT.map((text) => `<tr><td>${escaped(text)}<td>${text}</td></tr>`).join('');
  await choose(page, 'table.html', `<table><tr><td>Term<td>Meaning</tr>${cells}</table>`);
  await expectHarmless(page, /row/);

  // A page of others.
  const pieces = SHORT.map((text, place) => `${'#'.repeat((place % 3) + 1)} ${text}\n\n${text}\n\n- ${text}\n`).join(
    '\n',
  );
  await choose(page, '"><svg onload=pwned()>.md', pieces);
  await expectHarmless(page, /\w/);
  await choose(
    page,
    'table.md',
    `| Tool | ${escaped('x')} |\n|---|---|\n${SHORT.map((text) => `| ${text} | ${text} |`).join('\n')}`,
  );
  await expectHarmless(page, /\w/);
  await expectAlive(page);
});

test('what somebody changed is reviewed as it is', async ({ page }) => {
  test.slow();
  const half = Math.floor(SHORT.length / 2);
  const [before, after] = [SHORT.slice(0, half), SHORT.slice(half, half * 2)];
  await open(page);
  await bring(page, 'before.json', fullOf(before.slice(0, 60), 'One playbook'));
  await choose(
    page,
    "after'><script>pwned()</script>.json",
    fullOf(after.slice(0, 60), 'One playbook').replace(
      '"One playbook"',
      JSON.stringify(after.join(' ').toWellFormed()),
    ),
  );
  await expect(dialog(page, 'Import').getByRole('button', { name: /Take over [\d,]+ changes/ })).toBeVisible({
    timeout: 60_000,
  });
  await expectNoStrangers(page);
  await dialog(page, 'Import')
    .getByRole('button', { name: /Take over [\d,]+ changes/ })
    .click();
  await expect(dialog(page, 'Import')).toBeHidden({ timeout: 60_000 });
  await expectNoStrangers(page);
  await goTo(page, 'Checks');
  await unfold(page);
  await expectNoStrangers(page);
  await expectAlive(page);
});

for (let start = 0; start < SHORT.length; start += 110) {
  test(`what leaves with texts from ${start + 1} on is inert`, async ({ page, context, site }) => {
    // A minute on a machine of its own, and twice that beside another test.
    test.setTimeout(360_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const texts = SHORT.slice(start, start + 110);
    await open(page);
    await bring(page, 'full.json', fullOf(texts, texts.slice(0, 20).join(' ').toWellFormed()));

    // As a page of this site: whatever is in it may run.
    const html = await saved(page, () => chooseExport(page, 'HTML (.html)'));
    await expectNoStrangersIn(page, html.text);
    const reader = await context.newPage();
    await reader.route('**/exported.html', (route) => route.fulfill({ body: html.text, contentType: 'text/html' }));
    await reader.goto(`${site}exported.html`);
    await expect(reader.getByRole('heading', { level: 1 })).toBeVisible();
    await reader.evaluate(() => document.querySelectorAll<HTMLElement>('a[href^="#"]').forEach((link) => link.click()));
    await reader.close();

    // For other documents.
    await chooseExport(page, 'Copy for Google Docs');
    await expect(page.getByText('Copied. Paste it into a document')).toBeVisible({ timeout: 30_000 });
    const copied = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return (await item.getType('text/html')).text();
    });
    await expectNoStrangersIn(page, copied);

    // For spreadsheets.
    await chooseExport(page, 'CSV (.csv)');
    const lists = dialog(page, 'Export').getByRole('list', { name: 'Lists' }).getByRole('button');
    await expect(lists.first()).toBeVisible();
    await expectNoStrangers(page);
    for (const list of await lists.all()) {
      const { text } = await saved(page, () => list.click());
      for (const cell of text.slice(1).matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) {
        expect((cell[1] ?? cell[2]).trimStart().replace(/^[\u200b-\u200f\ufeff]+/, '')).not.toMatch(/^[=+\-@＝＋－＠]/);
      }
    }
    await page.keyboard.press('Escape');

    // To be chosen from, and on paper.
    await chooseExport(page, 'Choose and preview');
    await expect(dialog(page, 'Export').getByRole('group', { name: 'Sections' })).toBeVisible({ timeout: 30_000 });
    await expectNoStrangers(page);
    await page.keyboard.press('Escape');
    await chooseExport(page, 'Print');
    const paper = page.locator('iframe[title=Print]');
    await expect(paper).toHaveCount(1, { timeout: 30_000 });
    await expectNoStrangersIn(page, (await paper.getAttribute('srcdoc')) ?? '');
    await expect(page.frameLocator('iframe[title=Print]').getByRole('heading', { level: 1 })).toHaveCount(1);
    await paper.evaluate((frame) => frame.remove());

    // What leaves as text comes back as text.
    for (const what of ['Markdown (.md)', 'JSON (.json)']) {
      const file = await saved(page, () => chooseExport(page, what));
      await choose(page, file.name, file.text);
      await expect(dialog(page, 'Import')).toContainText(/Nothing in|compared|changes?/, { timeout: 30_000 });
      await expectNoStrangers(page);
      await page.keyboard.press('Escape');
    }
    await expectAlive(page);
  });
}

test('the lifecycle leaves as a drawing, as points and for Mermaid', async ({ page, context, site }) => {
  test.slow();
  for (const texts of [
    SHORT.slice(0, 60),
    [...TRIES['that it is a drawing'], ...TRIES['that letters are not what they seem']],
  ]) {
    await open(page);
    await bring(page, 'full.json', fullOf(texts, `Drawn ${texts.length}`));
    await page.goto(page.url().replace(/$/, '/lifecycle-management'));
    const diagram = page.getByRole('region', { name: 'Diagram of the lifecycle' });
    await expect(diagram.getByRole('button', { name: 'Save as SVG' })).toBeVisible();
    for (const what of ['SVG', 'PNG', 'Mermaid']) {
      const { text } = await saved(page, () => diagram.getByRole('button', { name: `Save as ${what}` }).click());
      if (what === 'PNG') expect(text.slice(1, 4)).toBe('PNG');
      if (what === 'Mermaid') expect(text).not.toMatch(/^\s*(click|subgraph|end|%%|style|class|linkStyle)\b/m);
      if (what !== 'SVG') continue;
      // Alone, a drawing is a page that may run what it likes.
      const viewer = await context.newPage();
      await viewer.route('**/drawing.svg', (route) => route.fulfill({ body: text, contentType: 'image/svg+xml' }));
      await viewer.goto(`${site}drawing.svg`);
      const strange = await viewer.evaluate(() => {
        const known = ['svg', 'title', 'style', 'defs', 'marker', 'path', 'g', 'rect', 'text', 'tspan'];
        const all = [...document.querySelectorAll('*')];
        const wrong = (element: Element) =>
          !known.includes(element.localName) || [...element.attributes].some(({ name }) => /^on|href/i.test(name));
        return all.filter(wrong).map((element) => element.outerHTML.slice(0, 200));
      });
      expect(strange).toEqual([]);
      await viewer.close();
    }
    await diagram.getByRole('button', { name: 'Walk a record' }).click();
    await unfold(page);
    await expectNoStrangers(page);
  }
});

test('a link with a playbook in it shows what is in it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  const texts = TRIES['that an attribute or an element ends'].slice(0, 8);
  await bring(page, 'small.json', fullOf(texts, texts.join(' ')));
  await chooseExport(page, 'Copy as link');
  await expect(page.getByText(/The link is copied/)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await expect(sections(page)).toBeVisible();
  // From both places: what local storage alone has lost is put back.
  await page.evaluate(async () => {
    localStorage.clear();
    await new Promise((resolve) => (indexedDB.deleteDatabase('guidepost').onsuccess = resolve));
  });
  await page.goto('about:blank');
  await page.goto(link);
  await expect(dialog(page, 'Import')).toContainText('The link holds the playbook');
  await expectNoStrangers(page);
  await dialog(page, 'Import').getByRole('button', { name: 'Import', exact: true }).click();
  await expectAlive(page);
});
