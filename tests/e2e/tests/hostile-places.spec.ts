// Hostile texts in the places that are not pages of a playbook: titles, notices, addresses, settings, and what others in a
// room say.

import type { Page } from '@playwright/test';

import { startYWebsocket, yjs } from '../../servers/index.mjs';
import { expect, open } from '../fixtures';
import { bring, expectAlive, expectNoStrangers, fullOf, strangers, test, unfold } from '../hostile';
import { PAYLOADS, TRIES } from '../payloads';
import { createPlaybook, expectSaved, goTo, sections, titleBox } from '../playbook';
import { goToStart } from '../playbooks';
import { connection, expectLive, expectNoServer, plainClient, share, waitFor, withConfig, withServer } from '../rooms';

test.use({ trace: 'off' });

const SHORT = PAYLOADS.filter((text) => text.length < 400).map((text) => text.toWellFormed());

/** What a text is in one line. */
const inLine = (text: string) => text.replace(/\r\n|[\r\n]/g, ' ').replaceAll('\0', '');

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });

test('the title of a playbook is a title', async ({ page }) => {
  test.slow();
  await createPlaybook(page, 'Ours');
  for (const text of SHORT) {
    await titleBox(page).fill(inLine(text));
    // What a browser shows of it in a tab is as it was, but for white space and for what no key types.
    await expect.poll(() => page.evaluate(() => document.title)).toContain(text.match(/[!-~]+/g)?.at(-1) ?? '');
  }
  await expectNoStrangers(page);
  await expectSaved(page);
});

test('playbooks are listed, copied, renamed, deleted and brought back under any title', async ({ page }) => {
  test.slow();
  await open(page);
  const titles = Array.from({ length: 24 }, (_, place) => SHORT.filter((_, other) => other % 24 === place).join(' '));
  for (const [place, title] of titles.entries()) {
    const text = JSON.stringify({ format: 'guidepost-playbook', version: 1, title: `${place} ${title}` });
    await bring(page, `${place}.json`, text);
    await expect(page).toHaveTitle(new RegExp(`^Overview · ${place} `));
    await goToStart(page);
  }
  const playbooks = page.getByRole('list', { name: 'Playbooks' }).getByRole('article');
  await expect(playbooks).toHaveCount(titles.length);
  await expectNoStrangers(page);
  for (const title of [SHORT[0], SHORT[7]]) {
    await playbooks
      .first()
      .getByRole('button', { name: /^Rename/ })
      .click();
    await page.getByRole('textbox', { name: 'Title' }).fill(inLine(title));
    await page.keyboard.press('Enter');
    await playbooks
      .first()
      .getByRole('button', { name: /^Duplicate/ })
      .click();
    await expect(
      messages(page)
        .getByText(/duplicated\.$/)
        .last(),
    ).toBeVisible();
  }
  await expectNoStrangers(page);
  for (let left = await playbooks.count(); left > 4; left -= 1) {
    await playbooks
      .first()
      .getByRole('button', { name: /^Delete/ })
      .click();
    await expect(playbooks).toHaveCount(left - 1);
    await messages(page).getByRole('button', { name: 'Close message' }).last().click();
  }
  await page
    .getByText(/^Recently deleted/)
    .first()
    .click();
  await expectNoStrangers(page);
  const binned = page.getByRole('list', { name: 'Recently deleted' }).getByRole('listitem');
  await binned
    .first()
    .getByRole('button', { name: /^Restore/ })
    .click();
  await binned
    .first()
    .getByRole('button', { name: /^Delete for good/ })
    .click();
  await expectNoStrangers(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(
    messages(page)
      .getByText(/deleted for good\.$/)
      .last(),
  ).toBeVisible();
  await expectNoStrangers(page);
});

test('what is deleted, undone and asked about is called by its name', async ({ page }) => {
  test.slow();
  await open(page);
  const texts = SHORT.filter((_, place) => place % 8 === 0);
  await bring(page, 'full.json', fullOf(texts, 'Ours'));
  // Nothing names a document, so it goes at once. What somebody owns is asked about.
  const address = page.url();
  await page.goto(`${address}/internal-document-management`);
  const documents = page.getByRole('list', { name: 'Documents' }).getByRole('article');
  for (let place = 0; place < 20; place += 1) {
    await documents.first().getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(
      messages(page)
        .getByText(/^Document “/)
        .last(),
    ).toBeVisible();
    if (place % 4 === 0) await expectNoStrangers(page);
    await messages(page).getByRole('button', { name: 'Close message' }).last().click();
  }
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expectNoStrangers(page);
  await page.goto(`${address}/people`);
  const people = page.getByRole('list', { name: 'People', exact: true }).getByRole('article');
  const ask = page.getByRole('dialog', { name: /^Delete “/ });
  for (let place = 0; place < 6; place += 1) {
    await people.nth(place).getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(ask).toBeVisible({ timeout: 30_000 });
    await ask.getByRole('radio', { name: 'Put another person there' }).check();
    await ask.getByRole('combobox').selectOption({ index: place + 2 });
    await expectNoStrangers(page);
    if (place % 2) await page.keyboard.press('Escape');
    else await ask.getByRole('button', { name: 'Delete' }).click();
    await expect(ask).toHaveCount(0);
    await expectNoStrangers(page);
  }
  // Who owns what, handing over, and what was found: pressed, dismissed, mended.
  await goTo(page, 'Ownership');
  await page
    .getByRole('button', { name: /^Hand over what/ })
    .first()
    .click();
  await expectNoStrangers(page);
  await goTo(page, 'Checks');
  await page
    .getByRole('button', { name: /^Dismiss: / })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Why that is fine as it is' }).fill(inLine(texts[2]));
  await page.keyboard.press('Enter');
  await unfold(page);
  await expectNoStrangers(page);
  await expectAlive(page);
});

test('what a term means, and how two differ, is said in their words', async ({ page }) => {
  test.slow();
  await open(page);
  // Terms that stand in a text as words, with hostile meanings and other names.
  const texts = SHORT.filter((_, place) => place % 3 === 0);
  const terms = texts.map((text, place) => ({
    name: `Word${place}`,
    alsoKnownAs: [text, `Alias${place}`],
    definition: text,
    example: text,
    group: text,
  }));
  const introduction = terms.map(({ name }, place) => `${name} and Alias${place}, ${texts[place]}`).join('\n\n');
  const file = {
    format: 'guidepost-playbook',
    version: 1,
    title: 'Ours',
    sections: [{ id: 'definitions', introduction, definitions: terms }],
  };
  await bring(page, 'terms.json', JSON.stringify(file));
  await goTo(page, 'Definitions');
  const marked = page.locator('a.term');
  await expect(marked.first()).toBeVisible({ timeout: 30_000 });
  await unfold(page);
  await expect.poll(() => marked.count()).toBeGreaterThan(30);
  // Who comes by keyboard sees at once what a term means, unless the page has to be scrolled for it.
  await page.keyboard.press('Tab');
  for (const term of (await marked.all()).slice(0, 14)) {
    await term.evaluate((link: HTMLElement) => link.focus());
    await expect(page.getByRole('tooltip')).toBeVisible();
    expect(await page.getByRole('tooltip').locator('script, img, svg, iframe, [onclick]').count()).toBe(0);
  }
  await expectNoStrangers(page);
  const compare = page.getByRole('region', { name: 'Compare two terms', exact: true });
  for (const [place, box] of (await compare.getByRole('combobox').all()).entries())
    await box.selectOption({ index: place * 2 + 1 });
  await expect(compare.getByRole('row').first()).toBeVisible();
  await expectNoStrangers(page);
  await expectAlive(page);
});

test('what is found, read and published is shown as it is written', async ({ page, context }) => {
  test.slow();
  const text = fullOf(SHORT.filter((_, place) => place % 4 === 0), 'Ours');
  await open(page);
  await bring(page, 'ours.json', text);
  const search = page.getByRole('dialog', { name: 'Search' });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const box = search.getByRole('combobox', { name: 'Search' });
  for (const query of SHORT.filter((_, place) => place % 5 === 0)) {
    await box.fill(inLine(query));
    await expect(search.locator('[data-count], [role=listbox]').first()).toBeAttached();
    expect(await page.evaluate(strangers), query).toEqual([]);
  }
  // Whatever is found by one letter, its excerpts, too.
  for (const query of ['a', 's', 'on', 'who owns script', 'difference alert img']) {
    await box.fill(query);
    await page.waitForTimeout(150);
    await expectNoStrangers(page);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('banner').getByRole('link', { name: 'Read', exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Contents' })).toBeVisible({ timeout: 30_000 });
  await unfold(page);
  await expectNoStrangers(page);

  await withConfig(context, '{"published": "playbook.json"}');
  await context.route('**/playbook.json', (route) => route.fulfill({ body: text, contentType: 'application/json' }));
  // Settings are read when the app is opened.
  await page.goto('about:blank');
  await open(page, './#/published');
  await expect(page.getByRole('button', { name: 'Suggest a change' })).toBeVisible({ timeout: 30_000 });
  await unfold(page);
  await expectNoStrangers(page);
  const other = fullOf(SHORT.filter((_, place) => place % 4 === 1), 'Ours');
  await context.unroute('**/playbook.json');
  await context.route('**/playbook.json', (route) => route.fulfill({ body: other, contentType: 'application/json' }));
  await page.reload();
  await expect(page.getByRole('region', { name: 'What changed' })).toBeVisible({ timeout: 30_000 });
  await expectNoStrangers(page);
});

test('an address that is a text leads nowhere', async ({ page }) => {
  await createPlaybook(page, 'Ours');
  const playbook = page.url().split('#')[1];
  await page.evaluate(
    async (places) => {
      for (const place of places) {
        location.hash = place;
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    SHORT.flatMap((text) => [
      text,
      `/${text}`,
      `/join/${text}`,
      `/playbook/${text}`,
      `${playbook}/${text}`,
      `${playbook}/people/${text}`,
    ]),
  );
  await page.evaluate(() => (location.hash = '/<img src=x onerror=pwned()>'));
  await expect(page.getByRole('heading', { level: 1, name: 'There is no such page' })).toBeVisible();
  await expectNoStrangers(page);
  for (const text of ['__proto__', 'constructor', 'gp1j.AAAA.pwned', 'gp1j...', `gp1j.${'A'.repeat(20_000)}`]) {
    await page.goto(`./#/given/${text}`);
    await expect(page.getByRole('dialog', { name: 'Import' })).toBeVisible();
    await expectNoStrangers(page);
    await page.keyboard.press('Escape');
    // Closing it takes the link out of the address: not out of the next one.
    await expect(page.getByRole('dialog', { name: 'Import' })).toBeHidden();
    await expect(page).not.toHaveURL(/given/);
  }
  // In the address itself, before the program has begun.
  for (const text of TRIES['that an attribute or an element ends'].slice(0, 6)) {
    await page.goto('about:blank');
    await open(page, `./?${encodeURIComponent(text)}=${text.replaceAll(/[#\s]/g, '')}#/${text}`);
    await expectNoStrangers(page);
  }
});

test('whoever leaves a link with a playbook in it at once stops nothing', async ({ page }) => {
  await createPlaybook(page, 'Ours');
  await page.evaluate(
    async (places) => {
      for (const place of places) {
        location.hash = place;
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    Array(40).fill(['/given/x', '/nowhere', '/given/gp1j.AAAA.x', '/']).flat(),
  );
  await expect(page.getByRole('heading', { level: 1, name: 'Playbooks' })).toBeVisible();
  await page.getByRole('list', { name: 'Playbooks' }).getByRole('link', { name: 'Ours' }).click();
  await expectAlive(page);
});

test('what a site says of itself is shown as it says it', async ({ page, context }) => {
  await withConfig(context, JSON.stringify({ organisation: SHORT.join(' ') }));
  await open(page);
  await expect(page.locator('.start-organisation')).toContainText('<script>pwned()</script>');
  await expectNoStrangers(page);
  for (const text of [
    'javascript:pwned()',
    '<img src=x onerror=pwned()>:x',
    'data:text/html,<script>pwned()</script>',
    'ws://"><script>pwned()</script>',
  ]) {
    await withConfig(context, JSON.stringify({ organisation: text, server: { url: text, protocol: 'y-websocket' } }));
    await createPlaybook(page, 'Ours');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible();
    await expectNoStrangers(page);
  }
  await withConfig(context, JSON.stringify({ [SHORT[0]]: 1 }));
  await createPlaybook(page, 'Ours');
  await expect(page.getByRole('alert')).toContainText(SHORT[0]);
  await expectNoStrangers(page);
});

test('who is in a room is shown as they call themselves, and no room changes the page', async ({
  page,
  context,
  problems,
}) => {
  test.slow();
  expectNoServer(problems);
  const server = await startYWebsocket();
  await withServer(context, server);
  await createPlaybook(page, 'Ours');
  const link = await share(page, inLine(SHORT[0]));
  await expectLive(page);

  // One connection may say who many are.
  const program = await plainClient(server, link);
  const says = (text: string, place: number) => ({
    user: { name: text, color: place % 2 ? text : '#0b7285"onclick="pwned()', [text]: text },
    at: {
      page: place % 3 ? 'definitions' : text,
      entry: place % 4 ? text : 'page-title',
      field: text,
      caret: place % 5 ? text : 'AAAA',
    },
    cursor: { anchor: text, head: text },
    __proto__: { name: text },
  });
  for (let start = 0; start < SHORT.length; start += 40) {
    const some = SHORT.slice(start, start + 40);
    for (const [place, text] of some.entries()) {
      program.awareness.setLocalState(says(text, place));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await expect.poll(() => connection(page).textContent()).toMatch(/2 here|Live/);
    await connection(page).click();
    await expectNoStrangers(page);
    await page.keyboard.press('Escape');
  }

  // What a program writes that keeps to no rules.
  const { doc } = program;
  const entries = doc.getMap('entries');
  doc.transact(() => {
    doc.getMap('playbook').set('title', SHORT.slice(0, 40).join(' '));
    for (const [place, text] of SHORT.entries()) {
      const section = new yjs.Map();
      section.set('name', text);
      section.set('order', place % 2 ? text : '80');
      section.set('introduction', new yjs.Text(text));
      if (place % 6 === 0) doc.getMap('sections').set(`${Buffer.alloc(16, place + 1).toString('base64url')}`, section);
      doc.getMap('playbook').set(`dismissed/${text}`, text);
      doc.getMap('playbook').set(text, text);
      doc.getMap(`section/${text}`).set('name', text);
      const entry = new yjs.Map();
      for (const [key, value] of Object.entries({
        '@kind': 'definition',
        '@home': 'section:definitions',
        '@order': text,
        '@agreement': text,
        '@changedBy': text,
        [text]: text,
        status: text,
        name: text,
      }))
        entry.set(key, value);
      entry.set('definition', new yjs.Text(text));
      entry.set('alsoKnownAs', place % 2 ? text : [text, text]);
      entries.set(place % 3 ? Buffer.alloc(16, (place % 250) + 1).toString('base64url') : text, entry);
    }
    doc.getMap('section/definitions').set('name', SHORT[1]);
    doc.getText('introduction/definitions').insert(0, SHORT.slice(0, 60).join('\n\n'));
  });
  await expect(titleBox(page)).toHaveValue(/pwned/);
  for (const place of ['', '/definitions', '/checks', '/owners', '/people']) {
    await page.evaluate(
      (place) => (location.hash = `${location.hash.split('/').slice(0, 3).join('/')}${place}`),
      place,
    );
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await unfold(page);
    await expectNoStrangers(page);
  }
  await expect(sections(page)).toBeVisible();
  await titleBox(page).fill('still alive');
  await waitFor(() => doc.getMap('playbook').get('title') === 'still alive', 'the title');
  await program.close();
  await server.stop();
});
