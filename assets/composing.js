// Letters that are put together, as in Japanese, while somebody else writes in the same text. Browsers give up what is being put
// together when the text of its box is set: what they wrote so far stays, and comes once more. So what comes from elsewhere waits.
// views.js begins it.

/** Watches. Gives what ends it. */
export function watchComposing() {
  const ending = new AbortController();
  const always = { capture: true, signal: ending.signal };
  let waiting;
  const hold = ({ target: box }) => {
    const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value');
    if (!own) return;
    waiting = { box };
    // What the page puts into the box, and what stood in it when the first of that came.
    const set = (theirs) => (waiting = { box, base: waiting?.base ?? own.get.call(box), theirs });
    Object.defineProperty(box, 'value', { configurable: true, get: () => own.get.call(box), set });
  };
  // The page would take the box, which lacks what waits, for what somebody wrote.
  const keepBack = (event) => {
    if (waiting?.box === event.target && waiting.base !== undefined) event.stopImmediatePropagation();
  };
  const letGo = ({ target: box }) => {
    if (waiting?.box !== box) return;
    const { base, theirs } = waiting;
    waiting = undefined;
    delete box.value;
    if (base === undefined) return;
    const { text, end } = merged(base, box.value, theirs);
    box.value = text;
    box.setSelectionRange(end, end);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  };
  addEventListener('compositionstart', hold, always);
  addEventListener('input', keepBack, always);
  addEventListener('compositionend', letGo, always);
  return () => ending.abort();
}

/** Where a text begins and ends to differ from another one, and what stands there in that. */
function difference(from, to) {
  let at = 0;
  while (at < Math.min(from.length, to.length) && from[at] === to[at]) at += 1;
  let same = 0;
  while (same < Math.min(from.length, to.length) - at && from.at(-1 - same) === to.at(-1 - same)) same += 1;
  return { at, end: from.length - same, put: to.slice(at, to.length - same) };
}

/** What was made of `base` here, made of what others made of it: the text, and where ours ends in it. */
function merged(base, ours, theirs) {
  const own = difference(base, ours);
  const other = difference(base, theirs);
  const grown = theirs.length - base.length;
  const moved = (place) => (place <= other.at ? place : place >= other.end ? place + grown : other.at + other.put.length);
  // Before what they put where ours begins.
  const from = own.at === other.at && own.end > own.at ? own.at + (other.end === other.at ? grown : 0) : moved(own.at);
  const to = Math.max(from, moved(own.end));
  return { text: theirs.slice(0, from) + own.put + theirs.slice(to), end: from + own.put.length };
}
