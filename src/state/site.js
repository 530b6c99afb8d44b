// What the page asks of the site that it came from. site.rs calls it: in the program it would take four times the room.

const { tr, ready } = globalThis.guidepostLanguage ?? { tr: String };

/** What whoever runs the site has set. src/state/settings.rs asks for it; it is fetched while the program still is. */
const CONFIG = 'config.json';
let config;
config = fetchText(CONFIG, true);
// Whoever asks for it later is told.
config.catch(() => {});

/** So long it is waited for that at most, in milliseconds, where something else may be shown first. */
const PATIENCE = 3_000;

/**
 * What the program is to speak, as src/worker/message.rs reads it. Nobody speaks before it is known what the site publishes, where the
 * address names no place: that is what such visitors come for.
 */
export async function language() {
  const late = new Promise((end) => setTimeout(end, PATIENCE));
  if (!location.hash) await Promise.race([config, late]).catch(() => {});
  return ready;
}

/**
 * The text of a file beside the page, as it is now. Where it need not be there, null where it is not: without a connection, as with a
 * page that the browser has kept, or where a host answers with a page in place of a file. Fails in words.
 */
export async function fetchText(file, isOptional) {
  if (file === CONFIG && config) return config;
  let response;
  try {
    // Whoever changes it is seen to have changed it.
    response = await fetch(file, { cache: 'no-cache' });
  } catch {
    if (isOptional) return null;
    throw new Error(tr('the server could not be reached'));
  }
  const { status, headers } = response;
  if (isOptional && (status === 404 || status === 410 || headers.get('content-type')?.includes('html'))) return null;
  if (!response.ok) throw new Error(tr('the server of this site answered with error {}', status));
  return response.text();
}

/** An address, which may be relative to the page, as a socket is opened with it. Fails in words where that is not possible. */
export function socketAddress(address) {
  if (!URL.canParse(address, location.href)) throw new Error(tr('`server.url` is “{}”, which is no address', address));
  const url = new URL(address, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  // Browsers refuse it, but for the computer itself.
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'ws:' && location.protocol === 'https:' && !isHere) {
    throw new Error(tr('`server.url` is “{}”, but a page that came by https may only connect to wss://', address));
  }
  url.hash = '';
  return url.href;
}

/**
 * From now on the browser refuses any connection but to this site and to the host of an address, if there is one. The policy of
 * the page (xtask/node/seal.mjs) can't name a host that only config.json names; another one on top of it can only forbid more.
 */
export function connectOnlyTo(address) {
  const { protocol, host } = address ? new URL(address) : {};
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = `connect-src 'self' ${host ? `${protocol}//${host}` : ''}`;
  document.head.append(meta);
}
