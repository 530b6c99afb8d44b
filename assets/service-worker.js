// Lets Guidepost open without a connection. A service worker belongs to one build: the line above, which `cargo xtask dist`
// writes (xtask/node/offline.mjs), says what version that is, and what is in each of its files.
//
// The files of a version lie in a cache of their own, each with the content that the list says, or not at all. A page gets the
// files of the version that it was opened with, for as long as it is open, whichever service worker answers: a note says which
// version that is, for a page and for each worker that it starts. So a new service worker need not wait until all pages of an
// old version are closed. New pages are of the new version, old ones are told of it.
//
// Browsers stop and start this script as they like: nothing may be kept in its variables.
'use strict';

const { version: VERSION, files: FILES } = self.build;
const SCOPE = registration.scope;
const PAGE = 'index.html';

// Caches belong to all programs of a host, and there may be several folders with Guidepost.
const OURS = `guidepost ${SCOPE} `;
const VERSIONS = `${OURS}version `;
const NOTES = `${OURS}notes`;
const BESIDE = `${OURS}beside`;

/** In milliseconds: a page that was asked for so lately may not be among those that are open yet. */
const OPENING = 60_000;

addEventListener('install', (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(tell()));
addEventListener('message', (event) => event.waitUntil(hear(event.source, event.data)));
addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== 'GET' || path === undefined) return;
  const isOpened = request.mode === 'navigate';
  // Other pages in this folder, and below it, are not ours.
  if (isOpened && !isPage(path)) return;
  const answered = isOpened ? open(event) : answer(event, path);
  // Where the browser can't read what it has kept.
  event.respondWith(answered.catch(() => fetch(request)));
});

/** Where a file lies in our folder, without what an address has behind that. Nothing for addresses elsewhere. */
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  const place = origin + pathname;
  return place.startsWith(SCOPE) ? place.slice(SCOPE.length) : undefined;
}

const isPage = (path) => path === '' || path === PAGE;

/** The page, in this version. */
async function open({ request, resultingClientId }) {
  const page = await stored(VERSION, PAGE);
  if (!page) return fetch(request);
  await note(resultingClientId, VERSION);
  return page;
}

/** What a page or a worker asks for. */
async function answer({ request, clientId, resultingClientId }, path) {
  const noted = await notedOf(clientId);
  const version = noted ?? (await onlyVersion());
  const file = version && (await stored(version, path));
  if (file) {
    // A worker, which will ask for more.
    if (resultingClientId) await note(resultingClientId, version);
    return file;
  }
  return noted && request.destination === '' ? beside(request) : fetch(request);
}

/** What whoever runs the site has put beside the build, such as settings: as it is now, or else as it was. */
async function beside(request) {
  const cache = await caches.open(BESIDE);
  const copy = await cache.match(request, { ignoreVary: true });
  const response = await fetch(request).catch(() => Response.error());
  const { status } = response;
  // An error of the network has none.
  if (copy && (status === 0 || status >= 500)) return copy;
  // Where there is no room, it is there as long as the network is.
  if (status === 200) await cache.put(request, response.clone()).catch(() => {});
  if (status === 404 || status === 410) await cache.delete(request);
  return response;
}

/** A file of a version. */
function stored(version, path) {
  // To open a cache would make one.
  return caches.match(SCOPE + path, { cacheName: VERSIONS + version, ignoreVary: true });
}

/** The names of the caches that have a version. */
async function versions() {
  return (await caches.keys()).filter((name) => name.startsWith(VERSIONS));
}

/** Where there is only one version, those of which nothing is noted can be of no other: some browsers don't say who asks. */
async function onlyVersion() {
  const names = await versions();
  return names.length === 1 ? names[0].slice(VERSIONS.length) : undefined;
}

const placeOf = (client) => `${SCOPE}${client}`;

/** Notes of which version a page or a worker is, and since when. A page opens without that, too, where there is no room for it. */
async function note(client, version) {
  if (!client) return;
  const notes = await caches.open(NOTES);
  await notes.put(placeOf(client), new Response(`${version} ${Date.now()}`)).catch(() => {});
}

async function notedOf(client) {
  const found = client && (await caches.match(placeOf(client), { cacheName: NOTES }));
  return found ? (await found.text()).split(' ')[0] : undefined;
}

/** Every page that is open, also those that came before there was a service worker. */
async function pages() {
  const all = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  return all.filter(({ url }) => isPage(pathOf(url)));
}

async function tell() {
  for (const page of await pages()) page.postMessage(VERSION);
}

/** A page says of which version it is, and what it has fetched before it had a service worker (assets/offline.js). */
async function hear(page, { version, fetched }) {
  await note(page.id, version);
  page.postMessage(VERSION);
  // From now on we answer all pages: not before it is known what to answer each of them.
  const noted = await Promise.all((await pages()).map(({ id }) => notedOf(id)));
  if (noted.every(Boolean)) await clients.claim();
  for (const address of fetched) {
    const path = pathOf(address);
    if (path && !(path in FILES)) await beside(new Request(address, { cache: 'no-cache' }));
  }
  await tidy();
}

/** Removes the versions that no page has any more. */
async function tidy() {
  const names = await versions();
  // Asked after the names: what is not ours may be just being filled.
  if (registration.installing || registration.waiting) return;
  const open = new Set((await clients.matchAll({ type: 'all', includeUncontrolled: true })).map(({ id }) => id));
  const used = new Set([VERSION]);
  const notes = await caches.open(NOTES);
  for (const request of await notes.keys()) {
    const [version, since] = (await (await notes.match(request)).text()).split(' ');
    if (open.has(pathOf(request.url)) || Date.now() - since < OPENING) used.add(version);
    else await notes.delete(request);
  }
  for (const name of names) if (!used.has(name.slice(VERSIONS.length))) await caches.delete(name);
}

/** Fetches this version. Fails where a file is missing, or is not the one of this version; then all stays as it is. */
async function fill() {
  const others = await Promise.all((await versions()).map((name) => caches.open(name)));
  const cache = await caches.open(VERSIONS + VERSION);
  // One after the other, as the page may be fetching something that somebody waits for.
  for (const [path, digest] of Object.entries(FILES)) {
    const file = (await found(others, path, digest)) ?? (await fetched(path, digest));
    await cache.put(SCOPE + path, file);
  }
}

/** A file that did not change since another version. Not the page: the server may send it with other headers now. */
async function found(others, path, digest) {
  if (path === PAGE) return undefined;
  for (const cache of others) {
    const file = await verified(await cache.match(SCOPE + path, { ignoreVary: true }), digest);
    if (file) return file;
  }
  return undefined;
}

/** A file from the server. What the browser has kept of it will do where that is the right one. */
async function fetched(path, digest) {
  for (const cache of ['default', 'reload']) {
    const file = await verified(await fetch(SCOPE + path, { cache }), digest);
    if (file) return file;
  }
  throw new Error(`${path} is missing, or is not the file of version ${VERSION}`);
}

/** A copy of an answer that has the right content. */
async function verified(response, digest) {
  if (!response?.ok) return undefined;
  const content = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  if (btoa(String.fromCharCode(...hash)) !== digest) return undefined;
  // As made here: a page may not be what came from elsewhere by a redirect, and content is no longer packed.
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(content, { headers });
}
