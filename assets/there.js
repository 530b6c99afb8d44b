// Shows in the page where others in the room are: a name at the text box that somebody is in, and a caret in a long text.
//
// Fetched when somebody else is there (src/ui/later.js). The marks are for the eyes alone; the list of people (people.rs) says the same in words.

/** All marks that are in the page. @type {HTMLElement[]} */
let shown = [];
/** What they show, to know when nothing has changed. */
let last = '';

/**
 * Marks where people are, and takes all other marks away.
 *
 * @param {[string, number, string, number | undefined][]} people name, colour, id of the text box, and how many UTF-16
 *   units stand before their cursor in it
 */
export function markPeople(people) {
  // All is measured before anything is changed: whatever is measured after a change, the browser lays out anew for.
  const marks = [];
  for (const [name, colour, id, offset] of people) {
    const control = document.getElementById(id);
    const field = control?.closest('form');
    if (!field) continue;
    const base = field.getBoundingClientRect();
    const isNear = base.bottom > -200 && base.top < innerHeight + 200;
    const place = isNear && offset !== undefined ? placeOf(control, offset) : undefined;
    const caret = place && [place.left - base.left, place.top - base.top, place.height].map(Math.round);
    marks.push({ field, id, name, colour, caret });
  }
  const now = JSON.stringify(marks, (key, value) => (key === 'field' ? undefined : value));
  if (now === last && shown.every((mark) => mark.isConnected)) return;
  last = now;
  for (const mark of shown) mark.remove();
  shown = [];
  const names = new Map();
  for (const { field, name, colour, caret } of marks) {
    if (!names.has(field)) names.set(field, added(field, 'there there-names'));
    const chip = document.createElement('span');
    chip.className = `there-name person-${colour}`;
    chip.textContent = name;
    names.get(field).append(chip);
    if (caret) {
      const mark = added(field, `there there-caret person-${colour}`);
      [mark.style.left, mark.style.top, mark.style.height] = caret.map((pixels) => `${pixels}px`);
    }
  }
}

function added(field, style) {
  const mark = document.createElement('span');
  mark.className = style;
  mark.setAttribute('aria-hidden', 'true');
  field.append(mark);
  shown.push(mark);
  return mark;
}

/** Where a place in a long text is on the screen. */
function placeOf(control, offset) {
  if (!(control instanceof HTMLTextAreaElement)) return undefined;
  const view = control.parentElement.querySelector('.text-view');
  const isRead = view && view.getClientRects().length > 0;
  return isRead ? inView(view, control.value, offset) : inBox(control, offset);
}

// What makes a line break where it does.
const MEASURES = [
  'fontFamily', 'fontSize', 'fontStyle', 'fontVariant', 'fontWeight', 'fontStretch', 'letterSpacing', 'wordSpacing',
  'lineHeight', 'textIndent', 'textAlign', 'direction', 'tabSize', 'paddingTop', 'paddingRight', 'paddingBottom',
  'paddingLeft', 'borderTopWidth', 'borderRightWidth', 'borderBottomWidth', 'borderLeftWidth',
];

/** In a text box: the browser does not say, so the text is set once more beside it, unseen. */
function inBox(box, offset) {
  const style = getComputedStyle(box);
  const copy = document.createElement('div');
  for (const measure of MEASURES) copy.style[measure] = style[measure];
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    boxSizing: 'border-box',
    borderStyle: 'solid',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
    width: `${box.offsetWidth}px`,
  });
  copy.append(box.value.slice(0, offset));
  const rest = document.createElement('span');
  // What follows says where the line breaks.
  rest.textContent = box.value.slice(offset) || '\u200b';
  copy.append(rest);
  document.body.append(copy);
  const [line] = rest.getClientRects();
  const from = copy.getBoundingClientRect();
  copy.remove();
  const to = box.getBoundingClientRect();
  return line && {
    left: to.left + line.left - from.left,
    top: to.top + line.top - from.top - box.scrollTop,
    height: line.height,
  };
}

/** No rendered letter is looked for further on in the text than this: what was not found was written by the renderer. */
const FURTHEST = 300;

/**
 * In a rendered text. What is rendered are the letters of the text without its marks: so each letter is found in the text
 * behind the one before, and the caret stands before the first that is found beyond it.
 */
function inView(view, text, offset) {
  const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
  let at = 0;
  let last;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let index = 0; index < node.data.length; index++) {
      const letter = node.data[index];
      if (/\s/.test(letter)) continue;
      const found = text.slice(at, at + FURTHEST).indexOf(letter);
      if (found < 0) continue;
      at += found;
      if (at >= offset) return edge(node, index, 'left');
      at += 1;
      last = [node, index];
    }
  }
  return last && edge(...last, 'right');
}

function edge(node, index, side) {
  const range = document.createRange();
  range.setStart(node, index);
  range.setEnd(node, index + 1);
  const [letter] = range.getClientRects();
  return letter && { left: letter[side], top: letter.top, height: letter.height };
}
