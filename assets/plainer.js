// Makes of what programs put on the clipboard what HTML has for it, and takes away what Markdown has nothing for. paste.js fetches it.

const BLOCK = 'p, div, h1, h2, h3, h4, h5, h6, li, ul, ol, table, tr, blockquote, pre, section, article, header, br';

const open = (element) => element.replaceWith(...element.childNodes);

/** Goes through all of it. */
export function plainer(body) {
  const all = (selector) => [...body.querySelectorAll(selector)];
  for (const part of all('option, button, template, script, style, title, [hidden]')) part.remove();
  for (const part of all('[style*="display"]')) if (part.style.display === 'none') part.remove();
  tasks(all);
  // What a picture says in words; no picture leaves a request for somebody else's server behind.
  for (const picture of all('img, svg')) picture.replaceWith(picture.getAttribute('alt') ?? '');
  for (const code of all('pre, div')) if (code.nodeName === 'PRE' || code.style.whiteSpace === 'pre') preformatted(code);
  wordLists(all);
  levels(all);
  for (const inner of all('td table, th table')) inner.replaceWith(` ${inner.textContent.replace(/\s+/g, ' ').trim()} `);
  marks(all);
  for (const link of all('a')) {
    const address = link.getAttribute('href') ?? '';
    const words = spaced(link);
    if (!/^(?:https?:|mailto:)/i.test(address)) open(link);
    else if (words === address.replace(/^mailto:/i, '')) link.replaceWith(words);
    else if (link.querySelector(BLOCK)) link.textContent = words;
  }
  // The first paragraph of an item is what stands behind its mark.
  for (const paragraph of all('li > p:first-child')) open(paragraph);
}

/** One line for each paragraph, item or row; where a link leads behind its words, if that is wanted. */
export function lines(body, withAddresses) {
  if (withAddresses) for (const link of body.querySelectorAll('a')) link.append(` ${link.getAttribute('href')}`);
  for (const cell of body.querySelectorAll('td, th')) cell.append(' ');
  for (const block of body.querySelectorAll(BLOCK)) block.before('\n'), block.after('\n');
  return body.textContent.split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean).join('\n');
}

/** The words of an element, blocks in it one behind the other. */
function spaced(element) {
  const copy = element.cloneNode(true);
  for (const block of copy.querySelectorAll(BLOCK)) block.after(' ');
  return copy.textContent.replace(/\s+/g, ' ').trim();
}

/** Google Docs has pictures for boxes to tick; others have boxes. */
function tasks(all) {
  for (const item of all('li[role=checkbox], li[aria-checked]')) {
    item.querySelector('img')?.remove();
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.toggleAttribute('checked', item.getAttribute('aria-checked') === 'true');
    (item.querySelector('p') ?? item).prepend(box);
  }
}

/** Code, as its lines stand there. */
function preformatted(element) {
  for (const line of element.querySelectorAll('br')) line.replaceWith('\n');
  for (const line of element.querySelectorAll('div, p, li, tr')) if (line.nextElementSibling) line.after('\n');
  const code = document.createElement('code');
  code.textContent = element.textContent;
  const pre = document.createElement('pre');
  pre.append(code);
  element.replaceWith(pre);
}

/** The lists of Word are paragraphs that look like items. */
function wordLists(all) {
  const levelOf = (paragraph) => Number(paragraph?.getAttribute?.('style')?.match(/mso-list:[^;]*level(\d)/i)?.[1] ?? 0);
  for (const first of all('p[style*="mso-list"]')) {
    if (!first.isConnected || !levelOf(first)) continue;
    const run = [first];
    for (let next = first.nextElementSibling; levelOf(next); next = next.nextElementSibling) run.push(next);
    const place = document.createComment('');
    first.before(place);
    place.replaceWith(nested(run.map((paragraph) => {
      const level = levelOf(paragraph);
      const mark = [...paragraph.querySelectorAll('span')].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute('style')));
      const isNumber = /[0-9a-z]+[.)]/i.test(mark?.textContent ?? '');
      mark?.remove();
      const item = document.createElement('li');
      item.append(...paragraph.childNodes);
      paragraph.remove();
      return { item, level, list: isNumber ? 'ol' : 'ul' };
    })));
  }
}

/** Lists within lists may stand beside the items that they belong to, or say in words how deep they are. */
function levels(all) {
  for (const list of all(':is(ul, ol) > :is(ul, ol)')) list.previousElementSibling?.append(list);
  for (const wrapper of all('.ListContainerWrapper')) open(wrapper);
  const levelOf = (item) => {
    const { ariaLevel, indent, stringifyIndent } = { ...item.parentElement.dataset, ...item.dataset };
    const indents = stringifyIndent ?? indent;
    return Number(ariaLevel ?? item.getAttribute('aria-level') ?? (indents === undefined ? 0 : Number(indents) + 1));
  };
  for (const first of all(':not(li) > :is(ul, ol)')) {
    if (!first.isConnected) continue;
    const run = [first];
    for (let next = first.nextElementSibling; next?.matches('ul, ol'); next = next.nextElementSibling) run.push(next);
    const items = run.flatMap((list) => [...list.children].map((item) => ({ item, level: levelOf(item), list: list.localName })));
    if (items.length < 2 || !items.every(({ item }) => item.matches('li') && !item.querySelector('ul, ol'))) continue;
    if (!items.some(({ level }) => level > items[0].level) || !items[0].level) continue;
    const place = document.createComment('');
    first.before(place);
    for (const list of run) list.remove();
    place.replaceWith(nested(items));
  }
}

/** Lists within each other, of items that say how deep they are. */
function nested(items) {
  const lists = [];
  const root = document.createDocumentFragment();
  for (const { item, level, list } of items) {
    while (lists.at(-1)?.level > level) lists.pop();
    if (lists.at(-1)?.level === level && lists.at(-1).list.localName !== list) lists.pop();
    if (lists.at(-1)?.level !== level) {
      const made = document.createElement(list);
      (lists.at(-1)?.list.lastElementChild ?? root).append(made);
      lists.push({ level, list: made });
    }
    lists.at(-1).list.append(item);
  }
  return root;
}

/** Bold, italic and deleted words: what styles say, without what Markdown would not read. */
function marks(all) {
  // Google Docs wraps all of it in something bold that is not.
  for (const bold of all('b')) if (/normal|[1-4]00/.test(bold.style.fontWeight)) open(bold);
  for (const part of all('span, p, font, td')) {
    const { fontWeight, fontStyle, textDecoration } = part.style;
    if (!part.textContent.trim() || part.closest('h1, h2, h3, h4, h5, h6, th')) continue;
    const named = { del: textDecoration.includes('line-through'), em: fontStyle === 'italic', strong: /bold|[6-9]00/.test(fontWeight) };
    for (const name of Object.keys(named).filter((name) => named[name])) wrap(part, name);
  }
  for (const part of all('span, font')) open(part);
  const MARK = 'strong, b, em, i, del, s, strike';
  // Each line of something bold is bold.
  for (const mark of all(MARK)) if (mark.querySelector(BLOCK)) inLines(mark);
  // Two bold words beside each other are bold together.
  for (const mark of all(MARK)) {
    while (mark.nextSibling?.nodeName === mark.nodeName) {
      mark.append(...mark.nextSibling.childNodes);
      mark.nextSibling.remove();
    }
  }
  for (const mark of all(MARK)) loosen(mark);
}

function wrap(part, name) {
  const mark = document.createElement(name);
  mark.append(...part.childNodes);
  part.append(mark);
}

function inLines(mark) {
  const name = mark.localName;
  const mend = (parent) => {
    let run;
    for (const node of [...parent.childNodes]) {
      if (node.nodeType === Node.ELEMENT_NODE && (node.matches(BLOCK) || node.querySelector(BLOCK))) {
        run = undefined;
        mend(node);
      } else if (run || node.textContent.trim()) {
        if (!run) node.before((run = document.createElement(name)));
        run.append(node);
      }
    }
  };
  mend(mark);
  open(mark);
}

/** Signs at its edges, with a letter right beside them, stand outside: Markdown would not read the mark. */
function loosen(mark) {
  const isLetter = (text) => /[\p{L}\p{N}]/u.test(text ?? '');
  const [first, last] = [mark.firstChild, mark.lastChild];
  if (last?.nodeType === Node.TEXT_NODE && isLetter([...(mark.nextSibling?.textContent ?? '')][0])) {
    const [signs] = last.data.match(/[\p{P}\p{S}]*$/u);
    if (signs && signs !== last.data) {
      last.data = last.data.slice(0, -signs.length);
      mark.after(signs);
    }
  }
  if (first?.nodeType === Node.TEXT_NODE && isLetter([...(mark.previousSibling?.textContent ?? '')].at(-1))) {
    const [signs] = first.data.match(/^[\p{P}\p{S}]*/u);
    if (signs && signs !== first.data) {
      first.data = first.data.slice(signs.length);
      mark.before(signs);
    }
  }
}
