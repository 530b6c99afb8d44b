// What is pasted into a long text with its formatting, as from Google Docs, Word or a web page, becomes Markdown: lists, links, tables,
// bold words. Pasted as plain text (Ctrl+Shift+V), it stays as it is. views.js begins it; what reads HTML is fetched with the first text
// that somebody goes to. plainer.js makes of what programs put on the clipboard what HTML has for it.

/** What says something beside the words. What is set in no other way is pasted as the browser does it. */
const FORMATTED =
  /<(?:a\s[^>]*href|b|strong|i|em|del|s|strike|ul|ol|h[1-6]|table|blockquote|code|pre|hr)\b|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|line-through|mso-list/i;

/** The same, once word processors' styles are elements. */
const MARKS = 'a, strong, b, em, i, del, s, strike, ul, ol, h1, h2, h3, h4, h5, h6, table, blockquote, code, pre, hr';

/** So much HTML is read: more than that is pasted as plain text. In characters. */
const LARGEST = 2_000_000;

const TEXTS = 'textarea.text-source';

/** What begins an item of a list, at the end of what stands before the cursor and at the beginning of what is pasted. */
const OPEN_ITEM = /(?:^|\n) *(?:[-*]|\d+\.) $/;
const ITEM = /^(?:- |\d+\. )/;

/** Watches. Gives what ends it. */
export function watchPastes(fetched) {
  let tools;
  const fetchTools = () => {
    const all = ['turndown.browser.es.js', 'plainer.js'].map(fetched);
    return Promise.all(all).then(([{ default: Turndown }, { plainer, lines }]) => (tools = { Turndown, plainer, lines }));
  };
  const near = ({ target }) => {
    if (!tools && target.matches?.(TEXTS)) fetchTools().catch((error) => console.error('What is pasted comes without its formatting.', error));
  };
  const pasted = async (event) => {
    const { target: box, clipboardData: data } = event;
    if (!box.matches?.(TEXTS) || box.readOnly) return;
    const html = data.getData('text/html');
    const plain = data.getData('text/plain');
    if (html.length > LARGEST || !FORMATTED.test(html)) return;
    event.preventDefault();
    if (tools) return put(box, read(box, html, plain, tools));
    const place = [box.selectionStart, box.selectionEnd];
    const before = box.value;
    const text = await fetchTools().then(() => read(box, html, plain, tools), () => plain);
    if (!box.isConnected) return;
    box.focus();
    // Whoever went on typing in the meantime has the cursor elsewhere: then it is put there.
    if (box.value === before) box.setSelectionRange(...place);
    put(box, text);
  };
  addEventListener('paste', pasted, true);
  addEventListener('focusin', near);
  return () => {
    removeEventListener('paste', pasted, true);
    removeEventListener('focusin', near);
  };
}

/** As if it were typed, so that the page hears of it. */
function put(box, text) {
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste', data: text }));
}

/** What is to stand at the cursor: plain text where there is no formatting after all, or where it can't be read. */
function read(box, html, plain, { Turndown, plainer, lines }) {
  try {
    // The page's policy complains of styles in any document.
    const { body } = new DOMParser().parseFromString(html.replace(/<style\b[\s\S]*?<\/style>/gi, ''), 'text/html');
    plainer(body);
    if (!body.querySelector(MARKS)) return plain;
    // Several names or addresses, one a line.
    if (box.closest('.field-words')) return lines(body, box.id.startsWith('links-'));
    return apart(box, markdown(body, Turndown), plain) || plain;
  } catch (error) {
    console.error('What was pasted comes without its formatting.', error);
    return plain;
  }
}

/** With blank lines around it where it is more than words: a list in the middle of a line would be none. */
function apart({ value, selectionStart, selectionEnd }, text, plain) {
  const [before, after] = [value.slice(0, selectionStart), value.slice(selectionEnd)];
  if (!/\n|^(?:- |\d+\. |#+ |> )/.test(text)) return plain.match(/^ */)[0] + text + plain.match(/ *$/)[0];
  const blank = (there) => '\n'.repeat(Math.max(0, 2 - there[0].length));
  const tail = after ? blank(after.match(/^\n*/)) : '';
  // Whoever has begun an item goes on with it.
  if (OPEN_ITEM.test(before) && ITEM.test(text)) return text.replace(ITEM, '') + tail;
  return (before ? blank(before.match(/\n*$/)) : '') + text + tail;
}

function markdown(body, Turndown) {
  const reader = new Turndown({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*', hr: '---' });
  const { escape } = reader;
  reader.escape = (text) => escape.call(reader, text).replace(/&(?=#?\w+;)/g, '\\&').replaceAll('~~', '\\~\\~');
  reader.addRule('deleted', { filter: ['del', 's', 'strike'], replacement: (text) => (text.trim() ? `~~${text}~~` : text) });
  reader.addRule('task', { filter: 'input', replacement: (_, { type, checked }) => (type === 'checkbox' ? `[${checked ? 'x' : ' '}] ` : '') });
  // One space behind the mark, as people type it.
  const numbers = new WeakMap();
  reader.addRule('item', {
    filter: 'li',
    replacement(text, item) {
      const list = item.parentElement;
      const number = item.value || (numbers.get(list) ?? Number(list.getAttribute('start') || 1) - 1) + 1;
      numbers.set(list, number);
      const mark = list.nodeName === 'OL' ? `${number}. ` : '- ';
      const lines = text.trim().replace(/\n{2,}(?= *(?:-|\d+\.) )/g, '\n').replaceAll('\n', `\n${' '.repeat(mark.length)}`);
      return mark + lines + (item.nextElementSibling ? '\n' : '');
    },
  });
  // A list in a cell, or lines, one behind the other.
  const cell = (one) => {
    const told = reader.turndown(one.innerHTML).split('\n').map((line) => line.trim().replace(ITEM, ''));
    return told.filter(Boolean).join('; ').replaceAll('|', '\\|');
  };
  reader.addRule('table', {
    filter: 'table',
    replacement(_, table) {
      const rows = gridOf(table, cell);
      const width = Math.max(0, ...rows.map((row) => row.length));
      const caption = table.caption ? `${reader.turndown(table.caption.innerHTML)}\n\n` : '';
      // A table of one cell only holds a frame, and one column is no table.
      if (width < 2) return `\n\n${caption}${rows.flat().join('\n\n')}\n\n`;
      const line = (cells) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
      return `\n\n${caption}${[line(rows[0]), `|${' --- |'.repeat(width)}`, ...rows.slice(1).map(line)].join('\n')}\n\n`;
    },
  });
  return reader.turndown(body).replaceAll('\u00a0', ' ').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();
}

/** The cells of each row. One that reaches over others stands in each of their places. */
function gridOf(table, told) {
  const rows = [...table.rows].map(() => []);
  [...table.rows].forEach((row, down) => {
    let across = 0;
    for (const cell of row.cells) {
      while (rows[down][across] !== undefined) across += 1;
      const text = told(cell);
      for (const reached of rows.slice(down, down + Math.min(cell.rowSpan || 1, rows.length))) {
        for (let at = 0; at < Math.min(cell.colSpan, 100); at += 1) reached[across + at] = text;
      }
    }
  });
  return rows;
}
