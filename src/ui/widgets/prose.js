// Draws long texts. marked's lexer says what the Markdown means; the elements are made here, one by one, and what
// this file does not make cannot appear. prose.rs calls it; tests/e2e/tests/markdown.spec.ts tests it.

/** How many quotes, lists, emphases and links may stand in each other; what is deeper is shown as it was typed. */
const DEEPEST = 32;

/** How many characters may be looked at again and again in search of the end of a mark, for one text. */
const MOST_WORK = 2_000_000;

/** A longer paragraph has no marks, and a longer text is shown as it was typed. */
const LONGEST_PARAGRAPH = 20_000;
const LONGEST_TEXT = 100_000;

const LIBRARY = new URL('marked.esm.js', document.baseURI).href;

/** What its content has to be. The build puts it here (xtask/node/seal.mjs). */
const INTEGRITY = '?integrity';

/** What makes the tokens of a text; undefined before the library is here, and for good where it cannot be had. */
let lex;

/** What was to be drawn before it was known whether there will be a library. */
let waiting = new Map();

let asked = false;

/** Fetches the library for the first text: the page of all playbooks shows none. */
function fetchLibrary() {
  if (asked) return;
  asked = true;
  const ahead = document.createElement('link');
  ahead.rel = 'modulepreload';
  ahead.href = LIBRARY;
  if (!INTEGRITY.startsWith('?')) ahead.integrity = INTEGRITY;
  document.head.append(ahead);
  import(LIBRARY)
    .then(
      ({ Lexer, Tokenizer }) => {
        const BoundedTokenizer = bounded(Tokenizer);
        class BoundedLexer extends Lexer {
          inlineTokens(text, tokens = []) {
            if (text.length <= LONGEST_PARAGRAPH) return super.inlineTokens(text, tokens);
            tokens.push({ type: 'text', raw: text });
            return tokens;
          }
        }
        lex = (text) => new BoundedLexer({ gfm: true, tokenizer: new BoundedTokenizer() }).lex(text);
      },
      (error) => console.error(`Texts are shown as they were typed: ${LIBRARY} was not loaded.`, error),
    )
    .then(() => {
      const views = waiting;
      waiting = undefined;
      for (const [view, [text, level]] of views) drawMarkdown(view, text, level);
    });
}

/** Shows Markdown in a view, its headings below `level`. Without the library it is shown as it was typed. */
export function drawMarkdown(view, text, level) {
  fetchLibrary();
  waiting?.set(view, [text, level]);
  view.replaceChildren(lex && text.length <= LONGEST_TEXT ? markdown(text, level) : asTyped(text));
}

/** Shows short texts, one a line, as a list. */
export function drawWords(view, words) {
  view.replaceChildren();
  if (!words) return;
  const list = element(view, 'ul');
  list.className = 'words';
  for (const word of words.split('\n')) addresses(element(list, 'li'), word);
}

function markdown(text, level) {
  const fragment = document.createDocumentFragment();
  try {
    blocks(fragment, lex(text), { level, above: [], inLink: false });
    return fragment;
  } catch (error) {
    console.error('A text is shown as it was typed.', error);
    return asTyped(text);
  }
}

function asTyped(text) {
  const fragment = document.createDocumentFragment();
  if (!text) return fragment;
  const paragraph = element(fragment, 'p');
  text.split('\n').forEach((line, index) => {
    if (index) element(paragraph, 'br');
    paragraph.append(line);
  });
  return fragment;
}

/**
 * marked's tokenizer, with limits: a hostile text could otherwise nest until the stack is full, or keep the page busy
 * for minutes. What is beyond a limit is text. Addresses are found here, by the same rules in all texts; and so the
 * text between marks needs no search for them at every letter.
 */
function bounded(Tokenizer) {
  class Bounded extends Tokenizer {
    depth = 0;
    work = 0;

    url() {
      return undefined;
    }

    inlineText(text) {
      const [raw] = /^(?:`+|~+| +|[^`~ ])(?:(?! {2})[^\\<!\[`*~_])*/.exec(text);
      return { type: 'text', raw, text: raw, escaped: false };
    }
  }
  const limit = (names, begins) => {
    for (const name of names) {
      const read = Tokenizer.prototype[name];
      Bounded.prototype[name] = function (text, ...others) {
        if (begins) {
          if (!begins.includes(text[0])) return undefined;
          this.work += text.length;
        }
        if (this.depth >= DEEPEST || this.work > MOST_WORK) return undefined;
        this.depth += 1;
        try {
          return read.call(this, text, ...others);
        } finally {
          this.depth -= 1;
        }
      };
    }
  };
  limit(['blockquote', 'list']);
  limit(['emStrong', 'del', 'link', 'reflink', 'tag', 'autolink', 'codespan'], '*_~[!<`');
  return Bounded;
}

function element(parent, name, attributes = {}) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  parent.append(made);
  return made;
}

function blocks(parent, tokens, place) {
  for (const token of tokens) block(parent, token, place);
}

function block(parent, token, place) {
  switch (token.type) {
    case 'space':
    case 'def':
      break;
    case 'paragraph':
      inlines(element(parent, 'p'), token.tokens, place);
      break;
    case 'heading':
      // One without a text would be a gap in the outline.
      if (token.tokens.length) inlines(element(parent, `h${levelOf(token, place)}`), token.tokens, place);
      break;
    case 'hr':
      element(parent, 'hr');
      break;
    case 'code':
      element(element(parent, 'pre'), 'code').append(token.text.replace(/[^\n]$/, '$&\n'));
      break;
    case 'html':
      element(parent, 'p').append(token.raw.trimEnd());
      break;
    case 'blockquote':
      blocks(element(parent, 'blockquote'), token.tokens, place);
      break;
    case 'list': {
      const list = element(parent, token.ordered ? 'ol' : 'ul');
      if (token.ordered && token.start !== 1) list.setAttribute('start', token.start);
      for (const item of token.items) blocks(element(list, 'li'), item.tokens, place);
      break;
    }
    case 'table':
      table(parent, token, place);
      break;
    // The text of an item, which is in no paragraph.
    case 'text':
      inlines(parent, token.tokens ?? [token], place);
      break;
    default:
      inlines(parent, [token], place);
  }
}

/** The level that a heading is shown with: below where the text stands, and one deeper than what it is under. */
function levelOf({ depth }, place) {
  place.above = [...place.above.filter((above) => above < depth), depth];
  return Math.max(1, Math.min(6, place.level + place.above.length));
}

function table(parent, { header, rows }, place) {
  // It can be focused: on a phone a wide table scrolls, by keyboard, too. A group and no region, as a page may have
  // many, and landmarks are to be told apart by their names.
  const scroll = { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': 'Table' };
  const made = element(element(parent, 'div', scroll), 'table');
  const cells = (row, cells, name) => {
    for (const { align, tokens } of cells) {
      // The corner above the names of rows is no header of anything.
      const corner = name === 'th' && !tokens.length;
      const aligned = !corner && (align === 'center' || align === 'right');
      const cell = element(row, corner ? 'td' : name, aligned ? { class: `align-${align}` } : {});
      inlines(cell, tokens, place);
    }
  };
  cells(element(element(made, 'thead'), 'tr'), header, 'th');
  const body = element(made, 'tbody');
  for (const row of rows) cells(element(body, 'tr'), row, 'td');
}

function inlines(parent, tokens, place) {
  // Neighbouring texts are joined: the lexer splits them at every escape, also in the middle of an address.
  let text = '';
  const flush = () => {
    const lines = text.replace(/[ \t]*\n[ \t]*/g, '\n');
    (place.inLink ? write : addresses)(parent, lines);
    text = '';
  };
  for (const token of tokens) {
    if (token.type === 'text' || token.type === 'checkbox') {
      text += decoded(token.raw);
    } else if (token.type === 'escape') {
      text += token.text;
    } else {
      flush();
      inline(parent, token, place);
    }
  }
  flush();
}

function inline(parent, token, place) {
  switch (token.type) {
    case 'em':
    case 'strong':
    case 'del':
      inlines(element(parent, token.type), token.tokens, place);
      break;
    case 'codespan':
      element(parent, 'code').append(token.text);
      break;
    case 'br':
      element(parent, 'br');
      break;
    // An image, too: no request leaves the app.
    case 'link':
    case 'image':
      link(parent, token, place);
      break;
    // HTML, as it was typed, and whatever else there may be one day.
    default:
      parent.append(token.raw);
  }
}

function link(parent, { href, tokens }, place) {
  const made = place.inLink ? undefined : anchor(decoded(href));
  if (!made) {
    inlines(parent, tokens, place);
    return;
  }
  parent.append(made);
  place.inLink = true;
  inlines(made, tokens, place);
  place.inLink = false;
  if (!made.hasChildNodes()) made.append(made.getAttribute('href'));
}

/** A link to where it may lead, without a text. */
function anchor(target) {
  const href = allowedLink(target);
  if (!href) return undefined;
  const made = document.createElement('a');
  made.setAttribute('href', href);
  // The browser has the last word on what it would follow; it has none on what it cannot read.
  if (!['http:', 'https:', 'mailto:', location.protocol].includes(made.protocol)) return undefined;
  // A place in the app is shown in this tab; a mail program needs none.
  if (!/^(#|mailto:)/i.test(href)) {
    made.setAttribute('target', '_blank');
    made.setAttribute('rel', 'noopener noreferrer');
  }
  return made;
}

/** The same rule as `allowed_link` in src/format/link.rs, and tested with the same rows. */
export function allowedLink(target) {
  const link = target.trim();
  if (!link || /\p{Cc}/u.test(link)) return undefined;
  const [, scheme, rest] = /^([^:/\\?#]*):(.*)$/s.exec(link) ?? [];
  if (scheme === undefined) return /^[/\\]{2}/.test(link) ? undefined : link;
  const fine = /^mailto$/i.test(scheme) ? rest : /^https?$/i.test(scheme) && /^\/\/[^/\\]/.test(rest);
  return fine ? link : undefined;
}

const ADDRESS = /(^|[^\p{Alphabetic}\p{N}])(https?:\/\/[\p{Alphabetic}\p{N}][^\s\p{Cc}<>"]*)/u;

/** Writes a text, with the addresses in it as links: people paste them as they are. */
function addresses(parent, text) {
  let rest = text;
  for (let found; (found = ADDRESS.exec(rest)); ) {
    const start = found.index + found[1].length;
    const address = withoutTrailingPunctuation(found[2]);
    write(parent, rest.slice(0, start));
    const made = anchor(address);
    made?.append(address);
    parent.append(made ?? address);
    rest = rest.slice(start + address.length);
  }
  write(parent, rest);
}

function write(parent, text) {
  if (text) parent.append(text);
}

/**
 * What of an address is meant: a full stop after it ends the sentence, and a parenthesis that was not opened in it
 * was opened before it.
 */
function withoutTrailingPunctuation(address) {
  let unopened = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1];
    if (last === ')' && unopened > 0) unopened -= 1;
    else if (!'?!.,:;*_~\']}’”»'.includes(last)) break;
  }
  return address.slice(0, end);
}

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|[A-Za-z][A-Za-z\d]{1,31});/g;
const decoder = document.createElement('textarea');

/** A text with its character references, such as `&amp;`, replaced. */
function decoded(text) {
  return text.replace(REFERENCE, (typed, decimal, hex) => {
    if (decimal || hex) {
      const code = decimal ? Number(decimal) : parseInt(hex, 16);
      const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return valid ? String.fromCodePoint(code) : '\ufffd';
    }
    // The browser knows the names. Nothing but letters and digits between & and ; gets here, and an element of this
    // kind holds nothing but text. Longer than any character: only the beginning was a name, as in &notit;.
    decoder.innerHTML = typed;
    return decoder.value.length < 3 ? decoder.value : typed;
  });
}
