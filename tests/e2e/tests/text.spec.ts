// Long texts: Markdown that is rendered while nobody edits it, and lets nothing through.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { add, createAt, entry, goTo, mainHeading, sections } from '../playbook';

const introduction = (page: Page) => page.getByRole('textbox', { name: 'Introduction' });

/** Writes the introduction of a section and leaves the box. */
async function write(page: Page, text: string) {
  await introduction(page).fill(text);
  await page.getByRole('button', { name: 'Rename section' }).focus();
}

test('Markdown is rendered while nobody edits it', async ({ page }) => {
  await createAt(page, 'Definitions');
  await write(
    page,
    [
      '# How to use it',
      'Ask **before** you *add* a word, in `#words`.',
      '- one meaning',
      '- one name',
      '',
      '1. first',
      '2. second',
      '',
      '> So we said.',
      '',
      '| Word | Since |',
      '| --- | --- |',
      '| MQL | 2024 |',
      '',
      '[The wiki](https://wiki.example.com)',
    ].join('\n'),
  );
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'How to use it' })).toBeVisible();
  await expect(main.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(main.getByRole('strong')).toHaveText('before');
  await expect(main.getByRole('emphasis')).toHaveText('add');
  await expect(main.getByRole('code')).toHaveText('#words');
  await expect(main.getByRole('listitem').filter({ hasText: 'one meaning' })).toBeVisible();
  await expect(main.getByRole('listitem').filter({ hasText: 'second' })).toBeVisible();
  await expect(main.getByRole('blockquote')).toHaveText('So we said.');
  await expect(main.getByRole('cell', { name: '2024' })).toBeVisible();
  const link = main.getByRole('link', { name: 'The wiki' });
  await expect(link).toHaveAttribute('href', 'https://wiki.example.com');
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', /noopener/);

  // The text itself is there again as soon as somebody goes to edit it.
  await introduction(page).focus();
  await expect(main.getByRole('strong')).toBeHidden();
  await expect(introduction(page)).toHaveValue(/\*\*before\*\*/);
});

test('clicking into a text edits it, near the place of the click', async ({ page }) => {
  await createAt(page, 'Definitions');
  await write(page, 'A text with **some** words.');
  await page.getByText('A text with').click();
  await expect(introduction(page)).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' More.');
  await expect(introduction(page)).toHaveValue('A text with **some** words. More.');
});

test('selecting in a text does not edit it', async ({ page }) => {
  await createAt(page, 'Definitions');
  await write(page, 'A text with **some** words.');
  const words = page.getByRole('main').getByRole('strong');
  await expect(words).toBeVisible();
  await words.dblclick();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString().trim())).toBe('some');

  await write(page, 'A text with **some** words.');
  // Where it stands when the box has given way to it.
  await expect(page.locator('.text-editing')).toHaveCount(0);
  const area = (await page.getByText('A text with').boundingBox())!;
  await page.mouse.move(area.x + 2, area.y + area.height / 2);
  await page.mouse.down();
  await page.mouse.move(area.x + 90, area.y + area.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString().length)).toBeGreaterThan(3);
  await expect(introduction(page)).not.toBeFocused();
  await expect(words).toBeVisible();
});

test('following a link in a text does not edit it', async ({ page }) => {
  await createAt(page, 'Definitions');
  await write(page, 'See [the start](#/).');
  await page.getByRole('link', { name: 'the start' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Playbooks' })).toBeVisible();
});

const ATTACKS = [
  '<img src=x onerror="window.harmed = 1">',
  '<script>window.harmed = 1</script>',
  '<svg onload="window.harmed = 1"><circle r=1 /></svg>',
  '<iframe srcdoc="<script>parent.harmed = 1</script>"></iframe>',
  '<a href="javascript:window.harmed = 1" id=harm>here</a>',
  '<details open ontoggle="window.harmed = 1">here</details>',
  '<style>* { display: none }</style>',
  '<form action="https://evil.example.com"><button>Send</button></form>',
  '[here](javascript:window.harmed=1)',
  '[here](JaVaScRiPt:window.harmed=1)',
  '[here]( &#106;avascript:window.harmed=1)',
  '[here](java&#10;script:window.harmed=1)',
  '[here](data:text/html,<script>parent.harmed=1</script>)',
  '[here](vbscript:window.harmed=1)',
  '[here](//evil.example.com)',
  '[here](\\\\\\\\evil.example.com)',
  '[here](/\\\\evil.example.com)',
  '[here](file:///etc/passwd)',
  '[here][ref]\n\n[ref]: javascript:window.harmed=1',
  '<javascript:window.harmed=1>',
  '![here](javascript:window.harmed=1)',
  '![here](https://evil.example.com/pixel.png)',
  '[here](https://example.com" onclick="window.harmed=1)',
  '`<img src=x onerror="window.harmed=1">`',
  '| <img src=x onerror="window.harmed=1"> |\n| --- |\n| x |',
];

test('no HTML and no script gets through, in any field', async ({ page }) => {
  await createAt(page, 'Definitions');
  const term = await add(page, 'definition', '<b onclick="window.harmed = 1">Term</b>');
  const boxes = [introduction(page), term.getByRole('textbox', { name: 'Definition', exact: true })];
  const everything = ATTACKS.join('\n\n');
  for (const box of boxes) await box.fill(everything);
  await term.getByRole('textbox', { name: 'Also known as' }).fill(ATTACKS.join('\n'));
  await page.getByRole('button', { name: 'Rename section' }).focus();
  await expect(page.getByText('<script>window.harmed = 1</script>').first()).toBeVisible();

  const found = await page.getByRole('main').evaluate((main) => ({
    elements: [...main.querySelectorAll('img, script, svg, iframe, style, form, object, embed, #harm, b')]
      // What the app itself draws is outside the texts.
      .filter((element) => element.closest('.prose'))
      .map((element) => element.outerHTML),
    handlers: [...main.querySelectorAll('*')]
      .filter((element) => [...element.attributes].some(({ name }) => name.startsWith('on')))
      .map((element) => element.outerHTML),
    // A link that says where it leads may lead to another site, and no other may.
    links: [...main.querySelectorAll('a')]
      .filter((link) => {
        const { protocol, host } = new URL(link.href, location.href);
        const saysSo = /^(https?:\/\/|mailto:)/.test(link.getAttribute('href') ?? '');
        return !['http:', 'https:', 'mailto:'].includes(protocol) || (!saysSo && host !== location.host);
      })
      .map((link) => link.outerHTML),
  }));
  expect(found).toEqual({ elements: [], handlers: [], links: [] });
  expect(await page.evaluate(() => (window as unknown as { harmed?: number }).harmed)).toBeUndefined();
});

test('only addresses of the web, of mail and relative ones become links', async ({ page }) => {
  await createAt(page, 'Definitions');
  const links = [
    'https://example.com/a?b=c#d',
    'http://example.com',
    'mailto:ops@example.com',
    'docs/guide.html',
    '#/',
  ];
  const texts = ['ftp://example.com/file', 'tel:+49123', 'intranet:home', '//example.com', 'file:///etc/hosts'];
  await write(page, [...links, ...texts].map((target) => `- [to ${target}](${target})`).join('\n'));
  const items = page.getByRole('main').getByRole('listitem');
  await expect(items).toHaveCount(links.length + texts.length);
  for (const target of links) {
    await expect(items.getByRole('link', { name: `to ${target}`, exact: true })).toHaveAttribute('href', target);
  }
  await expect(items.getByRole('link')).toHaveCount(links.length);
});

test('leaving the page right after typing in a text harms nothing', async ({ page }) => {
  await createAt(page, 'Definitions');
  await introduction(page).click();
  await page.keyboard.type('One meaning each.');
  await sections(page).getByRole('link', { name: 'Sales Tools' }).click();
  await expect(mainHeading(page, 'Sales Tools')).toBeVisible();
  await add(page, 'tool', 'Dialer');
  await entry(page, 'Dialer').getByRole('textbox', { name: 'Purpose' }).fill('To call.');
  await goTo(page, 'Definitions');
  await expect(introduction(page)).toHaveValue('One meaning each.');
});

test('a box is as high as its text while somebody types, and while steps are taken back', async ({ page }) => {
  await createAt(page, 'Definitions');
  const card = await add(page, 'definition', 'Churn');
  const box = card.getByRole('textbox', { name: 'Definition', exact: true });
  await box.click();
  const height = () => box.evaluate((area) => area.getBoundingClientRect().height);
  const hidden = () => box.evaluate((area) => area.scrollHeight - area.clientHeight);
  await page.keyboard.type('one');
  const low = await height();
  await page.keyboard.type('\ntwo\nthree\nfour\nfive\nsix');
  await expect.poll(hidden).toBeLessThanOrEqual(0);
  const high = await height();
  expect(high).toBeGreaterThan(low);
  // What is deleted leaves no room behind.
  for (let key = 0; key < '\nfour\nfive\nsix'.length; key += 1) await page.keyboard.press('Backspace');
  await expect(box).toHaveValue('one\ntwo\nthree');
  await expect.poll(height).toBeLessThan(high);
  await expect.poll(hidden).toBeLessThanOrEqual(0);
  // Nor does what is taken back, or what comes back.
  await page.keyboard.press('ControlOrMeta+z');
  await expect(box).toHaveValue('');
  await expect.poll(height).toBeLessThanOrEqual(low);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(box).toHaveValue('one\ntwo\nthree');
  await expect.poll(hidden).toBeLessThanOrEqual(0);
  // The name, which wraps, behaves alike.
  const name = page.getByRole('textbox', { name: 'Term', exact: true });
  await name.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('A term of very many words, '.repeat(8));
  await expect.poll(() => name.evaluate((area) => area.scrollHeight - area.clientHeight)).toBeLessThanOrEqual(0);
});
