// What the page fetches once somebody needs it, and what it asks of the browser then. later.rs calls it, and names the
// files: whatever a file of the first visit names counts as a part of the first visit (cargo xtask dist).

import { drawMarkdown } from './widgets/prose.js';

const { locale } = globalThis.guidepostLanguage ?? {};

export const ago = (count, unit) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-count, unit);

export const date = (seconds, isLong) =>
  new Date(seconds * 1000).toLocaleString(
    locale,
    isLong ? { dateStyle: 'long', timeStyle: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' },
  );

export const collation = (sensitivity) => new Intl.Collator(locale, { sensitivity }).compare;

const pageOf = (element) => element.closest('.page') ?? document.scrollingElement;
const topOf = (element) => element.getBoundingClientRect().top;

export function keepInPlace(mark) {
  const page = pageOf(mark);
  const first = mark.nextElementSibling?.querySelector('li, tbody > tr');
  const top = first && topOf(first);
  if (first) requestAnimationFrame(() => (page.scrollTop += topOf(first) - top));
}

/** Screen readers count only the rows that are drawn. */
export function numberRows(start, first, count) {
  const list = start.parentElement?.querySelector(':scope > .table-scroll, :scope > ol, :scope > ul');
  list?.querySelector('table')?.setAttribute('aria-rowcount', count + 1);
  list?.querySelectorAll(':scope > li:not([aria-hidden]), tbody > tr').forEach((row, place) => {
    if (row.matches('li')) {
      row.setAttribute('aria-posinset', first + place + 1);
      row.setAttribute('aria-setsize', count);
    } else row.setAttribute('aria-rowindex', first + place + 2);
  });
}

export function isNearTitle(mark) {
  const title = document.querySelector('h1');
  return title?.getBoundingClientRect().bottom > topOf(pageOf(mark));
}

/** A file of this build. */
const addressOf = (file, build) => new URL(`${file}?${build}`, document.baseURI).href;

/** Fetches and begins a script that shows what the insight worker draws. `news`, `apply`, `save` and `broke` are the page's. */
export async function fetchViews(script, build, news, apply, save, broke) {
  const { begin } = await import(addressOf(script, build));
  return begin(build, { news, apply, save, broke, drawMarkdown, style: (file) => fetchStyle(file, build) });
}

/** Fetches a script and begins it. `answer` puts the answer to what is asked behind what belongs to it. */
export function beginLater(script, build, answer) {
  // One for all scripts, which leave notes on it.
  const page = (answer.page ??= (word, ...asked) => {
    asked.length = 2;
    answer(asked, word);
    return asked[2];
  });
  import(addressOf(script, build))
    .then(({ begin }) => begin(page, (file) => addressOf(file, build), (file) => fetchStyle(file, build)))
    .catch(() => page('broken'));
}

/** What is copied, with pictures in place of its drawings: documents take none. `copied` promises a text and HTML. */
export async function withPictures(script, build, copied) {
  const texts = await copied;
  if (texts?.[1]?.includes('<svg')) {
    const pictures = await import(addressOf(script, build));
    texts[1] = await pictures.withPictures(texts[1]);
  }
  return texts;
}

/** Shows what can be done about a playbook that can't be opened. */
export async function recover(script, build, host, id, remove) {
  (await import(addressOf(script, build))).recover(host, id, remove);
}

let there;

/** Marks where people are, with a script that is fetched for the first of them. */
export async function markPeople(script, build, people) {
  if (!there && people.length === 0) return;
  there ??= import(addressOf(script, build));
  (await there).markPeople(people);
}

/** Calls back when somebody may be elsewhere now, or marks may have to be. What it returns ends that. */
export function watchPage(happened) {
  const events = ['input', 'keyup', 'pointerup', 'focusin', 'focusout', 'resize', 'scrollend'];
  // Panes scroll by themselves, and tell nobody above them.
  for (const event of events) addEventListener(event, happened, true);
  return () => {
    for (const event of events) removeEventListener(event, happened, true);
  };
}

/** Prints a whole HTML page, in a frame that nobody sees and that goes away afterwards. */
export function printHtml(html) {
  const frame = document.createElement('iframe');
  frame.title = 'Print';
  frame.style.cssText = 'position: fixed; inset: 0 auto auto 0; inline-size: 0; block-size: 0; border: 0';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.onload = () => {
    const page = frame.contentWindow;
    page.onafterprint = () => setTimeout(() => frame.remove());
    page.print();
  };
  frame.srcdoc = html;
  document.body.append(frame);
}

/** Fetches a style file, once. Whoever fetches it first may wait for it. */
export function fetchStyle(file, build) {
  const address = addressOf(file, build);
  if (document.querySelector(`link[href="${address}"]`)) return undefined;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  document.head.append(link);
  return new Promise((resolve) => (link.onload = link.onerror = resolve));
}
