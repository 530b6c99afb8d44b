// Shows the terms in texts: each becomes a quiet link to where it is defined, and says what it means to whoever points at it
// or comes to it by keyboard. The insight worker finds them (src/bin/insight/terms.rs); assets/views.js begins this.

/** Texts that the page draws. */
const TEXTS = '.text-view, .insight-view [data-prose]';

/** Who points at a term on the way to somewhere else does not want to know what it means; who leaves it may come back. In milliseconds. */
const SHOWN_AFTER = 350;
const HIDDEN_AFTER = 250;

/** How long the id of an entry is. */
const ID = 22;

/** Between a term and what it means, and between that and the edge of the window. In pixels. */
const GAP = 6;

/** Begins. `say` speaks to the worker, and `fill(element, html)` shows HTML of it. */
export function showTerms(say, fill) {
  /** The name under which the worker knows the text of an element. */
  const names = new Map();
  const dirty = new Set();
  let last = 0;
  let planned;
  const tip = makeTip((entry) => say('explain', entry), fill);

  const note = (element) => {
    const text = element.closest?.(TEXTS);
    if (text) dirty.add(text);
    for (const inner of element.querySelectorAll?.(TEXTS) ?? []) dirty.add(inner);
  };
  const heard = (records) => {
    for (const { target, addedNodes } of records) {
      const text = target.closest(TEXTS);
      if (text) dirty.add(text);
      else for (const node of addedNodes) note(node);
    }
    // Also where elements only went away.
    planned ??= requestAnimationFrame(ask);
  };
  const observer = new MutationObserver(heard);
  const ask = () => {
    planned = undefined;
    for (const [element, name] of names) if (!element.isConnected) forget(element, name);
    const asked = [];
    for (const element of dirty) {
      if (!element.isConnected) continue;
      if (names.has(element)) forget(element, names.get(element));
      const pieces = nodesOf(element).map((node) => node.data);
      if (!pieces.some((piece) => /\S/.test(piece))) continue;
      const name = String((last += 1));
      names.set(element, name);
      asked.push([name, entryOf(element), pieces]);
    }
    dirty.clear();
    observer.takeRecords();
    if (asked.length) say('read', asked);
  };
  const forget = (element, name) => {
    names.delete(element);
    say('forget', name);
  };

  note(document.body);
  ask();
  observer.observe(document.body, { childList: true, subtree: true });
  return {
    /** Hears which terms are mentioned in a text. */
    mark(name, mentions) {
      const element = [...names].find(([, other]) => other === name)?.[0];
      if (!element) return;
      heard(observer.takeRecords());
      if (!dirty.has(element)) {
        const focused = element.contains(document.activeElement) && document.activeElement.getAttribute('href');
        const nodes = nodesOf(element);
        for (const [piece, start, end, address, entry] of mentions.toReversed()) {
          const made = link(nodes[piece], start, end, address);
          made.dataset.term = entry;
          if (address === focused) made.focus();
        }
      }
      observer.takeRecords();
    },
    /** Hears what a term means. */
    explain: tip.explain,
    end() {
      observer.disconnect();
      cancelAnimationFrame(planned);
      tip.end();
      for (const element of names.keys()) nodesOf(element);
    },
  };
}

/** The pieces of a text between its code and its links; as they were before terms were shown. */
function nodesOf(element) {
  for (const term of element.querySelectorAll('a.term')) term.replaceWith(...term.childNodes);
  element.normalize();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches('a, code') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** The id of the entry that a text is part of: the id of its text box ends with it. No id where there is none. */
function entryOf(element) {
  return (element.closest('[data-part]')?.dataset.part ?? element.nextElementSibling?.id ?? '').slice(-ID);
}

function link(node, start, end, address) {
  const made = document.createElement('a');
  made.className = 'term';
  made.href = address;
  const rest = node.splitText(start);
  rest.splitText(end - start);
  rest.replaceWith(made);
  made.append(rest);
  return made;
}

/** What says what a term means, beside it. */
function makeTip(ask, fill) {
  const tip = document.createElement('div');
  tip.id = 'term-tip';
  tip.className = 'term-tip prose';
  tip.setAttribute('role', 'tooltip');
  /** What is pointed at, and what is explained. */
  let wanted;
  let shown;
  let planned;
  const plan = (run, after) => {
    clearTimeout(planned);
    planned = setTimeout(run, after);
  };
  const hide = () => {
    clearTimeout(planned);
    shown?.removeAttribute('aria-describedby');
    shown = wanted = undefined;
    tip.remove();
  };
  const show = (term) => {
    if (!term.isConnected) return;
    hide();
    wanted = term;
    ask(term.dataset.term);
  };
  const explain = (entry, html) => {
    if (wanted?.dataset.term !== entry || !wanted.isConnected) return;
    const term = (shown = wanted);
    fill(tip, html);
    // Where the page's content is, for those who go from landmark to landmark.
    (document.querySelector('main') ?? document.body).append(tip);
    term.setAttribute('aria-describedby', tip.id);
    place(tip, term.getClientRects()[0] ?? term.getBoundingClientRect());
  };
  const termOf = ({ target }) => target.closest?.('a.term');
  const listeners = {
    mouseover(event) {
      const term = termOf(event);
      if (term && term === wanted) clearTimeout(planned);
      else if (term) plan(() => show(term), SHOWN_AFTER);
      else if (tip.contains(event.target)) clearTimeout(planned);
      else plan(hide, HIDDEN_AFTER);
    },
    focusin(event) {
      const term = termOf(event);
      if (term?.matches(':focus-visible')) show(term);
      else if (!tip.contains(event.target)) hide();
    },
    focusout(event) {
      if (event.target === wanted) plan(hide, 0);
    },
    keydown({ key }) {
      if (key === 'Escape') hide();
    },
    scroll({ target }) {
      if (!tip.contains(target)) hide();
    },
    hashchange: hide,
  };
  for (const [event, listener] of Object.entries(listeners)) addEventListener(event, listener, true);
  return {
    explain,
    end() {
      hide();
      for (const [event, listener] of Object.entries(listeners)) removeEventListener(event, listener, true);
    },
  };
}

/** Below a term, or above it where there is more room, and within the window. */
function place(tip, term) {
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(term.left, innerWidth - width - GAP));
  const isBelow = term.bottom + GAP + height <= innerHeight || term.top < innerHeight - term.bottom;
  tip.style.left = `${left}px`;
  tip.style.top = `${isBelow ? term.bottom + GAP : term.top - GAP - height}px`;
}
