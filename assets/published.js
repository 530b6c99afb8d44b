// The playbook that the site publishes (config.json): fetched, shown as any that is read, looked at again now and then, and compared
// with the one that this reader knows. src/ui/published.rs begins it.

const { tr, locale } = globalThis.guidepostLanguage;

/** So often it is looked whether it was published anew, in milliseconds; and whenever somebody comes back to the tab. */
const LOOKED_AGAIN = 10 * 60_000;

/** From the year 1 to 1970, in days: the worker counts from there. */
const FIRST_DAY = 719_163;

const DATABASE = 'guidepost-published';

/** `page` is what views.js asks for, but `news()` names the file, and `apply(text)` makes a copy of it. */
export async function begin(build, page) {
  const file = page.news(true);
  const address = new URL(file, document.baseURI).href;
  const { begin: beginViews } = await import(new URL(`views.js?${build}`, document.baseURI).href);
  const text = await fetchText(address);
  let shown = text;
  const read = await remember(address, text);
  const publish = (now, before) => ['publish', now, before ?? null, FIRST_DAY + Math.floor((Date.now() - new Date().getTimezoneOffset() * 60_000) / 86_400_000)];
  let views;
  const published = {
    ...page,
    news: (all) => (all ? publish(text, read.before) : null),
    apply() {},
    save() {},
    broke() {
      const words = tr('The playbook of this site could not be shown. Reload the page to try again.');
      document.querySelector('.reading .insight-view')?.replaceChildren(words);
    },
    suggest: () => page.apply(shown, ''),
    since: read.since,
    async known() {
      await remember(address, shown, true);
      views.say(...publish(shown));
    },
  };
  views = await beginViews(build, published);
  document.title = `${titleOf(text)} · Guidepost`;

  // It is there before there is anything in it: otherwise screen readers may not hear of that.
  const region = document.createElement('div');
  region.setAttribute('role', 'status');
  document.querySelector('.reading')?.append(region);
  let notice;
  const look = async () => {
    const now = await fetchText(address).catch(() => shown);
    if (now === shown || notice) return;
    notice = document.createElement('div');
    notice.className = 'read-notice';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'primary';
    button.textContent = tr('Show it');
    button.onclick = async () => {
      const before = shown;
      shown = now;
      notice.remove();
      notice = undefined;
      const { since } = await remember(address, now);
      published.since = since;
      document.title = `${titleOf(now)} · Guidepost`;
      views.say(...publish(now, before));
    };
    notice.append(tr('This playbook was published anew. '), button);
    region.append(notice);
  };
  const returned = () => document.visibilityState === 'visible' && look();
  const planned = setInterval(look, LOOKED_AGAIN);
  document.addEventListener('visibilitychange', returned);
  const { end } = views;
  views.end = () => {
    clearInterval(planned);
    document.removeEventListener('visibilitychange', returned);
    region.remove();
    end();
  };
  return views;
}

/** A file beside the page, as it is now. */
export async function fetchText(address) {
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) throw new Error(tr('the server answered with error {}', response.status));
  return response.text();
}

function titleOf(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')).title?.trim() || tr('Untitled playbook');
  } catch {
    return tr('Playbook');
  }
}

/**
 * Notes which version this reader has seen, in a database of its own. Gives the one seen before, for as long as it is not said that what
 * changed is `known`, and when that was. Where there is no database, nothing is noted.
 */
async function remember(address, text, known = false) {
  try {
    const base = await asked(() => {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('seen');
      return opening;
    });
    const store = () => base.transaction('seen', 'readwrite').objectStore('seen');
    const seen = await asked(() => store().get(address));
    const now = { text, at: Date.now() };
    if (!known && seen) {
      // The oldest that is not known yet, however often it was published since.
      now.before = seen.before ?? (seen.text === text ? undefined : { text: seen.text, at: seen.at });
      if (now.before?.text === text) delete now.before;
      if (seen.text === text) now.at = seen.at;
    }
    await asked(() => store().put(now, address));
    base.close();
    const since = now.before && new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(now.before.at);
    return { before: now.before?.text, since };
  } catch (error) {
    console.warn('What changed is not known.', error);
    return {};
  }
}

function asked(ask) {
  return new Promise((resolve, reject) => {
    const request = ask();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
