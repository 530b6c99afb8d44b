// What is pasted into a long text with its formatting, as from Google Docs, Word or a web page, becomes Markdown: lists, links, tables,
// bold words. Pasted as plain text (Ctrl+Shift+V), it stays as it is. views.js begins it; what reads HTML is fetched when it is needed.

/** What says something beside the words. What is set in no other way is pasted as the browser does it. */
const FORMATTED =
  /<(?:a\s[^>]*href|b|strong|i|em|del|s|strike|ul|ol|h[1-6]|table|blockquote|code|pre|hr)\b|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|line-through/i;

/** The same, once word processors' styles are elements. */
const MARKS = 'a, strong, b, em, i, del, s, strike, ul, ol, h1, h2, h3, h4, h5, h6, table, blockquote, code, pre, hr';

/** So much HTML is read: more than that is pasted as plain text. In characters. */
const LARGEST = 2_000_000;

/** Watches. Gives what ends it. */
export function watchPastes(fetched) {
  const pasted = async (event) => {
    const { target: box, clipboardData: data } = event;
    if (!box.matches?.('textarea.text-source') || box.readOnly) return;
    const html = data.getData('text/html');
    const plain = data.getData('text/plain');
    if (html.length > LARGEST || !FORMATTED.test(html)) return;
    event.preventDefault();
    const place = [box.selectionStart, box.selectionEnd];
    const before = box.value;
    const markdown = await read(html, fetched).catch((error) => {
      console.error('What was pasted comes without its formatting.', error);
    });
    if (!box.isConnected) return;
    box.focus();
    // Whoever went on typing in the meantime has the cursor elsewhere: then it is put there.
    if (box.value === before) box.setSelectionRange(...place);
    put(box, markdown ? apart(box, markdown) : plain);
  };
  addEventListener('paste', pasted, true);
  return () => removeEventListener('paste', pasted, true);
}

/** With blank lines around it where it is more than words: a list in the middle of a line would be none. */
function apart({ value, selectionStart, selectionEnd }, markdown) {
  if (!/\n|^(?:- |\d+\. |#+ |> )/.test(markdown)) return markdown;
  const [before, after] = [value.slice(0, selectionStart), value.slice(selectionEnd)];
  const lines = (text, there) => (text ? '\n'.repeat(Math.max(0, 2 - there[0].length)) : '');
  return lines(before, before.match(/\n*$/)) + markdown + lines(after, after.match(/^\n*/));
}

/** As if it were typed, so that the page hears of it. */
function put(box, text) {
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste', data: text }));
}

/** As Markdown; nothing where it has no formatting after all, as most of what Google Docs puts into something bold that is not. */
async function read(html, fetched) {
  const { default: Turndown } = await fetched('turndown.browser.es.js');
  // The page's policy complains of styles in any document.
  const page = new DOMParser().parseFromString(html.replace(/<style\b[\s\S]*?<\/style>/gi, ''), 'text/html');
  simplify(page.body);
  if (!page.body.querySelector(MARKS)) return '';
  const reader = new Turndown({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*', hr: '---' });
  reader.remove(['style', 'script', 'title', 'meta', 'img']);
  reader.addRule('deleted', { filter: ['del', 's', 'strike'], replacement: (text) => (text.trim() ? `~~${text}~~` : text) });
  // One space behind the mark, as people type it.
  reader.addRule('item', {
    filter: 'li',
    replacement(text, item) {
      const list = item.parentElement;
      const number = Number(list.getAttribute('start') || 1) + [...list.children].indexOf(item);
      const mark = list.nodeName === 'OL' ? `${number}. ` : '- ';
      const lines = text.trim().replace(/\n{2,}(?= *(?:-|\d+\.) )/g, '\n').replaceAll('\n', `\n${' '.repeat(mark.length)}`);
      return mark + lines + (item.nextElementSibling ? '\n' : '');
    },
  });
  const cell = (one) => reader.turndown(one.innerHTML).replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
  reader.addRule('table', {
    filter: 'table',
    replacement(_, table) {
      const rows = [...table.rows].map((row) => [...row.cells].map(cell));
      const width = Math.max(...rows.map((row) => row.length));
      // A table of one cell only holds a frame, and one column is no table.
      if (width < 2) return `\n\n${rows.flat().join('\n\n')}\n\n`;
      const line = (cells) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
      return `\n\n${[line(rows[0]), `|${' --- |'.repeat(width)}`, ...rows.slice(1).map(line)].join('\n')}\n\n`;
    },
  });
  return reader.turndown(page.body).replaceAll('\u00a0', ' ').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();
}

/** Puts what word processors say by styles into elements that mean it, and takes away what Markdown has nothing for. */
function simplify(body) {
  const all = (selector) => body.querySelectorAll(selector);
  const open = (element) => element.replaceWith(...element.childNodes);
  // Google Docs wraps all of it in something bold that is not.
  for (const bold of all('b')) if (/normal|[1-4]00/.test(bold.style.fontWeight)) open(bold);
  for (const part of all('span, p, font, td')) {
    const { fontWeight, fontStyle, textDecoration } = part.style;
    if (!part.textContent.trim() || part.closest('h1, h2, h3, h4, h5, h6, th')) continue;
    const marks = { del: textDecoration.includes('line-through'), em: fontStyle === 'italic', strong: /bold|[6-9]00/.test(fontWeight) };
    for (const name of Object.keys(marks).filter((name) => marks[name])) {
      const mark = document.createElement(name);
      mark.append(...part.childNodes);
      part.append(mark);
    }
  }
  for (const part of all('span, font')) open(part);
  // Two bold words beside each other are bold together.
  for (const mark of all('strong, b, em, i, del')) {
    while (mark.nextSibling?.nodeName === mark.nodeName) {
      mark.append(...mark.nextSibling.childNodes);
      mark.nextSibling.remove();
    }
  }
  for (const link of all('a')) {
    const address = link.getAttribute('href') ?? '';
    if (!/^(?:https?:|mailto:)/i.test(address)) open(link);
    else if (link.textContent.trim() === address) link.replaceWith(address);
  }
  // Lists within lists may stand beside the items that they belong to, and items may be paragraphs.
  for (const list of all(':is(ul, ol) > :is(ul, ol)')) list.previousElementSibling?.append(list);
  for (const paragraph of all('li > p')) open(paragraph);
}
