// Where somebody is in a playbook: Back leads to the line where they were, a dialog goes with the page that it belongs to, and whoever
// writes in what somebody else deletes is told. views.js begins it.

const { tr } = globalThis.guidepostLanguage;

/** What leads to another place. */
const LEADS = 'a[href^="#"], [data-press^="stage:"]';

/** Keys that change a text, besides letters. */
const WRITES = new Set(['Enter', 'Backspace', 'Delete', 'Process']);

/** So many frames pass until a page is drawn, and until it is given up that it will be as long as it was. */
const DRAWN = 10;
const GIVEN_UP = 60;

/** Watches. `apply` makes an edit and says so; `place` gives where somebody reads, and nothing where nobody does. Gives what ends it. */
export function watchWhereabouts({ apply, place, isTyping }) {
  const ending = new AbortController();
  const { signal } = ending;

  // Noted with the address that is left, when a link is followed.
  const leave = ({ target }) => {
    const main = document.getElementById('main');
    if (main && target.closest?.(LEADS)) history.replaceState({ top: main.scrollTop, reading: place() }, '');
  };
  document.addEventListener('click', leave, { capture: true, signal });
  // What is read goes there by itself (read.js).
  const isRead = () => /^#\/(read|published)/.test(location.hash);
  const comeBack = () => {
    const top = history.state?.top;
    if (top !== undefined && !isRead()) scrollBack(top, signal);
  };
  addEventListener('hashchange', comeBack, { signal });

  const closeDialogs = ({ navigationType }) => {
    if (navigationType === 'traverse') for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  };
  window.navigation?.addEventListener('navigate', closeDialogs, { signal });

  let writtenIn;
  const noteBox = ({ target }) => (writtenIn = isTyping(target) ? target.closest('article.entry') : null);
  noteBox({ target: document.activeElement });
  const hearLost = ({ key, ctrlKey, metaKey }) => {
    const isLost = writtenIn && !document.getElementById(writtenIn.id) && document.activeElement === document.body;
    if (!isLost || ctrlKey || metaKey || !(key.length === 1 || WRITES.has(key))) return;
    sayDeleted(writtenIn, apply);
    writtenIn = null;
  };
  document.addEventListener('focusin', noteBox, { signal });
  addEventListener('keydown', hearLost, { signal });
  return () => ending.abort();
}

/** Counts how often somebody came back: only the last place is scrolled to. */
let returns = 0;

/** Scrolls the page to where it was. It is drawn in the next frames, and more of a list only while one scrolls. */
function scrollBack(top, signal) {
  returns += 1;
  const ours = returns;
  let frames = 0;
  let isOver = false;
  for (const touched of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    addEventListener(touched, () => (isOver = true), { once: true, passive: true, signal });
  }
  const settle = () => {
    const main = document.getElementById('main');
    if (isOver || ours !== returns || signal.aborted || !main) return;
    main.scrollTop = top;
    frames += 1;
    const isThere = Math.abs(main.scrollTop - top) < 2;
    if (frames < (isThere ? DRAWN : GIVEN_UP)) requestAnimationFrame(settle);
  };
  requestAnimationFrame(settle);
}

function make(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

/** Says that an entry was deleted while somebody wrote in it, and offers to bring it back: among the messages of the app. */
function sayDeleted(article, apply) {
  const name = article.querySelector('h3').textContent.trim();
  const text = make('p', '', tr('“{}” was deleted while you wrote in it. What you type now goes nowhere; all that was written before is kept with it.', name));
  const restore = make('button', 'notice-action', tr('Bring it back'));
  const close = make('button', 'notice-close', make('span', '', '×'));
  const notice = make('div', 'notice notice-failed', text, restore, close);
  notice.setAttribute('role', 'alert');
  close.setAttribute('aria-label', tr('Close message'));
  close.firstChild.setAttribute('aria-hidden', 'true');
  restore.type = close.type = 'button';
  close.onclick = () => notice.remove();
  restore.onclick = () => {
    notice.remove();
    apply(['restore', article.id.slice('entry-'.length)], tr('“{}” is here again.', name));
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(article.id)?.focus()));
  };
  document.querySelector('.notices')?.append(notice);
}
