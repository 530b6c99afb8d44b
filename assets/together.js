// What two people write in one box at the same time. The document keeps every letter of long texts, and of texts of one line what was
// written last; and browsers give up letters that are being put together, as in Japanese, when the text of their box is set. So what
// the page puts into the box in which somebody writes is looked at first. views.js begins it.

/** So long after a key, colleagues may not have heard of it. In milliseconds. */
const UNHEARD = 1_500;

/** What was written is put back so often after a key, and no more: somebody may want it gone. */
const PUT_BACK = 3;

/** Boxes of one line that hold a text of the playbook. Those in which one picks are filled in by the page. */
const LINE = 'textarea.line, input.line[type=text]:not(.boxed, [role=combobox])';

/** Watches. Gives what ends it. */
export function watchTogether() {
  const ending = new AbortController();
  const always = { capture: true, signal: ending.signal };
  let writing;
  let undone = -Infinity;

  const leave = () => {
    if (writing) delete writing.box.value;
    writing = undefined;
  };
  const begin = ({ target: box }) => {
    leave();
    if (!box.matches?.('textarea, input[type=text]')) return;
    const { get, set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value');
    const recent = box.matches(LINE) ? [{ text: box.value, at: -Infinity }] : undefined;
    writing = { box, put: (text) => set.call(box, text), left: 0, recent };
    Object.defineProperty(box, 'value', { configurable: true, get: () => get.call(box), set: take });
  };

  /** Writes as if somebody had typed it. */
  const write = ({ text, end }) => {
    const { box, put } = writing;
    put(text);
    box.setSelectionRange(end, end);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  };
  /** The page puts what came from elsewhere into the box. */
  const take = (theirs) => {
    const { box, put, recent } = writing;
    if (writing.composed) {
      // It waits. `base` is what stood in the box when the first of it came.
      writing.composed.base ??= box.value;
      writing.composed.theirs = theirs;
      return;
    }
    const ours = box.value;
    put(theirs);
    if (!recent) return;
    forget();
    // What they had before they wrote: the text that theirs differs from the least.
    let base = ours;
    for (const { text } of recent.toReversed()) if (cost(text, theirs) < cost(base, theirs)) base = text;
    writing.recent = [{ text: theirs, at: -Infinity }];
    const isLost = base !== ours && difference(base, ours).put !== '' && writing.left > 0;
    if (!isLost || performance.now() - undone < UNHEARD) return;
    writing.left -= 1;
    const { text } = merged(base, ours, theirs);
    // Not at once: the page is about to put the cursor where it belongs.
    setTimeout(() => {
      if (writing?.box !== box) return;
      write(merged(theirs, box.value, text));
    });
  };
  /** Drops what colleagues have heard of by now, but for the newest of it. */
  const forget = () => {
    const { recent } = writing;
    const heard = recent.findLastIndex(({ at }) => performance.now() - at > UNHEARD);
    recent.splice(0, Math.max(heard, 0));
  };
  const note = (event) => {
    if (writing?.box !== event.target) return;
    // The page would take the box, which lacks what waits, for what somebody wrote.
    if (writing.composed?.base !== undefined) return event.stopImmediatePropagation();
    if (!writing.recent) return;
    forget();
    writing.recent.push({ text: writing.box.value, at: performance.now() });
    if (event.isTrusted) writing.left = PUT_BACK;
  };
  const hold = ({ target }) => {
    if (writing?.box === target) writing.composed = {};
  };
  const letGo = ({ target: box }) => {
    if (writing?.box !== box || !writing.composed) return;
    const { base, theirs } = writing.composed;
    writing.composed = undefined;
    if (base === undefined) return;
    write(merged(base, box.value, theirs));
  };
  // Whoever takes something back wants it gone.
  const hearUndo = ({ type, key, ctrlKey, metaKey, target }) => {
    const isUndo = type === 'keydown' ? (ctrlKey || metaKey) && /^[zy]$/i.test(key) : target.closest?.('[data-does]');
    if (isUndo) undone = performance.now();
  };
  addEventListener('focusin', begin, always);
  addEventListener('focusout', leave, always);
  addEventListener('input', note, always);
  addEventListener('compositionstart', hold, always);
  addEventListener('compositionend', letGo, always);
  addEventListener('keydown', hearUndo, always);
  addEventListener('click', hearUndo, always);
  if (document.activeElement) begin({ target: document.activeElement });
  return () => {
    leave();
    ending.abort();
  };
}

/** Where a text begins and ends to differ from another one, and what stands there in that. */
function difference(from, to) {
  const shorter = Math.min(from.length, to.length);
  let at = 0;
  while (at < shorter && from[at] === to[at]) at += 1;
  let same = 0;
  while (same < shorter - at && from.at(-1 - same) === to.at(-1 - same)) same += 1;
  return { at, end: from.length - same, put: to.slice(at, to.length - same) };
}

function cost(from, to) {
  const { at, end, put } = difference(from, to);
  return end - at + put.length;
}

/** What was made of `base` here, made of what others made of it: the text, and where ours ends in it. */
function merged(base, ours, theirs) {
  const own = difference(base, ours);
  const other = difference(base, theirs);
  const grown = theirs.length - base.length;
  // Where both wrote at one place, ours comes behind.
  const moved = (place) => (place < other.at ? place : place >= other.end ? place + grown : other.at + other.put.length);
  const from = moved(own.at);
  const to = Math.max(from, moved(own.end));
  return { text: theirs.slice(0, from) + own.put + theirs.slice(to), end: from + own.put.length };
}
