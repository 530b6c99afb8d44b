// Gives the page its service worker (assets/service-worker.js), and says so when there is a new version. startup.js fetches this
// once the app is on the screen, in a build that has a service worker, where the browser can have one. Whatever fails here, fails
// quietly: the app works without.

/**
 * How often the server is asked for a new version while a page stays open, in milliseconds. Beside that, whenever one is opened, and
 * when somebody or the connection comes back.
 */
const OFTEN = 3_600_000;

const { tr } = globalThis.guidepostLanguage;

const own = document.documentElement.dataset.version;
const { serviceWorker } = navigator;
const isAlone = !serviceWorker.controller;
const told = new Set();
let registration;
let notice;
/** The version that pages are opened with from now on, and the one of which somebody was told and closed that. */
let latest;
let closed;

begin().catch(() => {});

async function begin() {
  // The answer of one that was replaced in the meantime may come after what its successor says.
  serviceWorker.onmessage = ({ data, source }) => source?.state !== 'redundant' && hear(data);
  await serviceWorker.register('service-worker.js');
  registration = await serviceWorker.ready;
  say();
  // What is fetched once the settings are here, such as the playbook that they name, may come after that.
  if (isAlone) {
    const later = new PerformanceObserver((list) => list.getEntries().some(isKept) && say());
    later.observe({ type: 'resource' });
    // From then on it passes the service worker.
    serviceWorker.addEventListener('controllerchange', () => later.disconnect());
  }
  document.addEventListener('visibilitychange', check);
  addEventListener('online', check);
  setInterval(check, OFTEN);
}

function isKept({ initiatorType, responseStatus }) {
  return initiatorType === 'fetch' && responseStatus !== 404;
}

/** Says of which version this page is, and what was fetched when nobody was there to keep it. The service worker answers with its own. */
function say() {
  const all = isAlone ? performance.getEntriesByType('resource').filter(isKept).map(({ name }) => name) : [];
  const fetched = [...new Set(all)].filter((name) => registration.active && !told.has(name));
  for (const name of fetched) told.add(name);
  registration.active?.postMessage({ version: own, fetched });
}

async function check() {
  if (document.visibilityState !== 'visible') return;
  await update();
  say();
}

async function update() {
  // Else the browser complains in the console.
  if (navigator.onLine) await registration.update().catch(() => {});
}

/** The service worker says of which version it is: of that are pages from now on. */
async function hear(version) {
  latest = version;
  if (version === own) {
    notice?.remove();
    return;
  }
  // A page that somebody had fetched anew from the server is newer than the service worker, and soon has its own.
  registration ??= await serviceWorker.ready;
  await update();
  if (!registration.installing && version === latest && version !== closed) show();
}

function show() {
  if (notice?.isConnected) return;
  // First the place and then the words, or screen readers don't hear of them.
  notice = document.createElement('div');
  notice.setAttribute('role', 'status');
  document.querySelector('.notices')?.append(notice);
  const box = document.createElement('div');
  box.className = 'notice';
  const text = document.createElement('p');
  text.textContent = tr('There is a new version of Guidepost. Reload to use it; what you wrote is kept.');
  const reload = button('notice-action', () => location.reload());
  reload.textContent = tr('Reload');
  let before;
  const close = button('notice-close', () => {
    closed = latest;
    notice.remove();
    before?.focus();
  });
  close.setAttribute('aria-label', tr('Close message'));
  const cross = document.createElement('span');
  cross.setAttribute('aria-hidden', 'true');
  cross.textContent = '×';
  close.append(cross);
  box.append(text, reload, close);
  // Whoever closes it goes on where they were.
  box.addEventListener('focusin', ({ relatedTarget }) => {
    if (!box.contains(relatedTarget)) before = relatedTarget;
  });
  setTimeout(() => notice.append(box), 100);
}

function button(className, press) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.addEventListener('click', press);
  return made;
}
