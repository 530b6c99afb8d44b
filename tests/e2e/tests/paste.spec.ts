// What is pasted into a long text keeps what it was set in: as Google Docs, Word, Sheets and web pages put it on the clipboard.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { add, createAt, fetched } from '../playbook';

const DOCS = (inside: string) => `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f0c">${inside}</b>`;
const span = (style: string, text: string) => `<span style="font-size:11pt;font-family:Arial;${style}">${text}</span>`;
const line = (inside: string) => `<p dir="ltr" style="line-height:1.38;margin-top:0pt">${inside}</p>`;
const item = (inside: string) => `<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation">${inside}</p></li>`;
const plain = 'font-weight:400;font-style:normal;text-decoration:none';

/** Pastes where the cursor is. */
async function paste(page: Page, html: string, text = 'plain') {
  await page.evaluate(
    ([html, text]) => {
      const data = new DataTransfer();
      if (html) data.setData('text/html', html);
      data.setData('text/plain', text!);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      const isLeft = document.activeElement!.dispatchEvent(event);
      // What nobody took is pasted by the browser, which does not for events that scripts make.
      if (isLeft) document.execCommand('insertText', false, text);
    },
    [html, text],
  );
}

async function definition(page: Page) {
  await createAt(page, 'Definitions');
  const card = await add(page, 'definition', 'Churn');
  const box = card.getByRole('textbox', { name: 'Definition', exact: true });
  await fetched(page, 'paste.js');
  await box.click();
  return { card, box };
}

test('formatted text becomes Markdown, whatever it comes from', async ({ page }) => {
  const { box } = await definition(page);
  for (const [html, expected] of [
    // Google Docs: marks are styles, and all of it is in something bold that is not.
    [
      DOCS(line(span(plain, 'An account that ') + span('font-weight:700', 'leaves') + span('font-weight:700;font-style:italic', ' us') + span(plain, '.'))),
      'An account that **leaves *us***.',
    ],
    [
      DOCS(`<ul>${item(span(plain, 'by itself'))}${item(span(plain, 'for another one'))}<ul>${item(span(plain, 'a rival'))}</ul></ul>`),
      '- by itself\n- for another one\n  - a rival',
    ],
    [DOCS(`<ol>${item(span(plain, 'Ask'))}${item(span(plain, 'Note it'))}</ol>`), '1. Ask\n2. Note it'],
    [
      DOCS(line(`<a href="https://wiki.example.com/churn">${span('text-decoration:underline', 'The wiki')}</a>${span(plain, ' says more.')}`)),
      '[The wiki](https://wiki.example.com/churn) says more.',
    ],
    [DOCS(`<h2 dir="ltr">${span('font-weight:400', 'When')}</h2>${line(span(plain, 'At the end.'))}<br>${line(span(plain, 'Not before.'))}`), '## When\n\nAt the end.\n\nNot before.'],
    [DOCS(line(span('text-decoration:line-through', 'Old') + span(plain, ' new'))), '~~Old~~ new'],
    // Sheets, Excel and Word.
    ['<table><tr><td>Word</td><td>Since</td></tr><tr><td>MQL | iMQL</td><td>2024</td></tr></table>', '| Word | Since |\n| --- | --- |\n| MQL \\| iMQL | 2024 |'],
    ['<html><body><!--StartFragment--><p class=MsoNormal>A <b>bold<o:p></o:p></b> word</p><!--EndFragment--></body></html>', 'A **bold** word'],
    // A page of the web. Addresses that lead nowhere safe are words.
    ['<p>See <a href="javascript:alert(1)">this</a> and <a href="https://a.example">https://a.example</a>.</p><style>p { color: red }</style><blockquote>So we said.</blockquote>', 'See this and https://a.example.\n\n> So we said.'],
    ['<p><em>1. no list</em>, 2 * 3 * 4</p>', '*1\\. no list*, 2 \\* 3 \\* 4'],
    ['<p><b>Type</b> &amp;nbsp; and ~~no~~</p>', '**Type** \\&nbsp; and \\~\\~no\\~\\~'],
    // Pictures are what they say in words; boxes to tick are boxes.
    ['<p><b>Done</b> <img alt=":tada:" src="https://a.example/t.png"><img src="data:image/png;base64,iVBORw0KGgo="></p>', '**Done** :tada:'],
    [
      '<ul><li role="checkbox" aria-checked="false"><img alt="unchecked" src="data:image/png;base64,iVBO"><p>Book the room</p></li><li role="checkbox" aria-checked="true"><img alt="checked" src="data:image/png;base64,iVBO"><p>Invite</p></li></ul>',
      '- [ ] Book the room\n- [x] Invite',
    ],
    // Items of several paragraphs, and numbers that somebody set.
    ['<ul><li><p>First.</p><p>Second.</p></li><li><p>Third.</p></li></ul>', '- First.\n\n  Second.\n- Third.'],
    ['<ol start="3"><li>three</li><li value="7">seven</li><li>eight</li></ol>', '3. three\n7. seven\n8. eight'],
    // Word says by styles how deep an item is; Word on the web and Slack by attributes.
    [
      `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>       </span></span>Call first</p>
       <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>  </span></span>In Japan email</p>
       <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Then write</p>`,
      '- Call first\n  - In Japan email\n- Then write',
    ],
    [
      `<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>Open</p><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.</span>Close</p>`,
      '1. Open\n2. Close',
    ],
    ['<div class="ListContainerWrapper"><ul><li data-aria-level="1"><p>One</p></li></ul></div><div class="ListContainerWrapper"><ul><li data-aria-level="2"><p>One a</p></li></ul></div><div class="ListContainerWrapper"><ul><li data-aria-level="1"><p>Two</p></li></ul></div>', '- One\n  - One a\n- Two'],
    ['<ul data-indent="0"><li data-stringify-indent="0">One</li></ul><ul data-indent="1"><li data-stringify-indent="1">One a</li></ul>', '- One\n  - One a'],
    // Marks that would not be read stand around what is left of them.
    ['<b>Note:</b>no cards', '**Note**:no cards'],
    ['<b>「展示会」</b>は', '**「展示会**」は'],
    ['<b>Line one<br>Line two<br></b>rest', '**Line one**\n**Line two**\nrest'],
    ['<b><p>One</p><p>Two</p></b>', '**One**\n\n**Two**'],
    ['<a href="https://x.example.com"><h3>Title</h3><p>Sub</p></a>', '[Title Sub](https://x.example.com)'],
    ['<a href="mailto:a@example.com">a@example.com</a> <i>or</i> call', 'a@example.com *or* call'],
    // Cells that reach over others, and what stands in them.
    [
      '<table><caption>Routing</caption><tr><th>Stage</th><th>Who</th><th>Where</th></tr><tr><td rowspan=2>MQL</td><td>Luis</td><td><ul><li>NA</li><li>EU</li></ul></td></tr><tr><td><p>Rob</p><p>Hannah</p></td><td>Japan</td></tr></table>',
      'Routing\n\n| Stage | Who | Where |\n| --- | --- | --- |\n| MQL | Luis | NA; EU |\n| MQL | Rob; Hannah | Japan |',
    ],
    // Code, line by line.
    ['<pre>select *\nfrom leads\n  where a_b = 1;</pre>', '```\nselect *\nfrom leads\n  where a_b = 1;\n```'],
    ['<pre><code><div>one(a_b)</div><div>two</div></code></pre><button>Copy code</button>', '```\none(a_b)\ntwo\n```'],
    ['<p>See <b>this</b><span style="display: none">not this</span></p>', 'See **this**'],
  ] as const) {
    await box.fill('');
    await paste(page, html);
    await expect(box).toHaveValue(expected);
  }
});

test('where words stand one a line, there is no Markdown', async ({ page }) => {
  const { card } = await definition(page);
  const pasted = '<p><b>Marketing</b> Lead</p><ul><li><a href="https://wiki.example.com/a_b">The page</a></li></ul>';
  for (const [name, expected] of [
    ['Also known as', 'Marketing Lead\nThe page'],
    ['Links', 'Marketing Lead\nThe page https://wiki.example.com/a_b'],
  ] as const) {
    const box = card.getByRole('textbox', { name, exact: true });
    if (!(await box.count())) await card.getByRole('button', { name: 'All fields' }).click();
    await box.focus();
    await paste(page, pasted);
    await expect(box).toHaveValue(expected);
  }
});

test('it stands at the cursor, what is in no format stays as it is, and undo takes back just that', async ({ page }) => {
  const { card, box } = await definition(page);
  await page.keyboard.type('Who: . Why?');
  for (let key = 0; key < ' . Why?'.length - 1; key += 1) await page.keyboard.press('ArrowLeft');
  await paste(page, DOCS(line(span('font-weight:700', 'everybody') + span(plain, ' who has bought once'))));
  await expect(box).toHaveValue('Who: **everybody** who has bought once. Why?');
  await page.keyboard.type(', and left');
  await expect(box).toHaveValue('Who: **everybody** who has bought once, and left. Why?');
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(box).toHaveValue('Who: . Why?');
  // A list in the middle of a line gets lines of its own.
  await page.keyboard.press('End');
  await paste(page, '<ul><li>price</li><li>service</li></ul>');
  await expect(box).toHaveValue('Who: . Why?\n\n- price\n- service');
  await page.keyboard.press('Tab');
  await expect(card.getByRole('listitem')).toHaveText(['price', 'service']);
  await box.fill('');
  // As plain text, and from an editor of code: what it is.
  await paste(page, '', '- **as** it is');
  await expect(box).toHaveValue('- **as** it is');
  await box.fill('');
  await paste(page, DOCS(line(span(plain, '- an item, 2 * 3'))), '- an item, 2 * 3');
  await expect(box).toHaveValue('- an item, 2 * 3');
  await box.fill('');
  await paste(page, '<div style="color:#333;font-weight:normal"><div><span style="color:#00f">let</span> a_b</div></div>', 'let a_b');
  await expect(box).toHaveValue('let a_b');
});

test('what is copied from a page that a browser shows is pasted with its formatting by the keys', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { box } = await definition(page);
  await page.evaluate(async () => {
    const blob = (type: string, text: string) => ({ [type]: new Blob([text], { type }) });
    await navigator.clipboard.write([
      new ClipboardItem({ ...blob('text/html', '<p>One <strong>bold</strong> word</p><ol><li>a</li><li>b</li></ol>'), ...blob('text/plain', 'One bold word\na\nb') }),
    ]);
  });
  await page.keyboard.press('ControlOrMeta+v');
  await expect(box).toHaveValue('One **bold** word\n\n1. a\n2. b');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(box).toHaveValue('');
  await page.keyboard.press('ControlOrMeta+Shift+v');
  await expect(box).toHaveValue('One bold word\na\nb');
});
