// What the browser's database (IndexedDB) keeps beside its local storage: every write of the last hours, since browsers put
// local storage on the disk up to a minute late, and documents that are too large for it. vault.rs calls it.

/** How long writes are kept. Chromium puts local storage on the disk sixty times an hour, and less often where much is written. */
const KEPT = 12 * 3600_000;

/** Tabs are processes of their own: one's writes may reach local storage a moment before or after another's. */
const APART = 5_000;

/** Browsers have been seen that never open a database. Then the app works without one. */
const PATIENCE = 4_000;

/** When something was last written to local storage, of those writes that are here, too. Of fixed width: it never needs room. */
const PULSE = 'guidepost/pulse';

let base;
let late;
let queue = [];
let writing = 0;
const large = new Map();

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });

/** A transaction that is on the disk when this is over. */
const change = (store, run) =>
  new Promise((resolve, reject) => {
    const transaction = base.transaction(store, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('it was broken off'));
    run(transaction.objectStore(store));
  });

const pulse = () => Number(localStorage.getItem(PULSE)) || 0;
const beat = (stamp) => localStorage.setItem(PULSE, String(stamp).padStart(16, '0'));

/**
 * Opens the database, and puts back what local storage has lost. Where there is no database, all works as without it. Fails where there
 * is no room for what was lost: it stays in the database, and is tried again the next time.
 */
export async function begin() {
  const patience = new Promise((_, reject) => {
    setTimeout(() => reject((late = new Error('it does not answer'))), PATIENCE);
  });
  const lost = await Promise.race([open(), patience]).catch(() => []);
  try {
    for (const [key, text] of lost) {
      if (text === null) localStorage.removeItem(key);
      // Another tab may have written a newer snapshot since.
      else if (!key.includes('/snapshot/') || snapshotNumber(text) > snapshotNumber(localStorage.getItem(key))) {
        localStorage.setItem(key, text);
      }
    }
  } catch (error) {
    base = undefined;
    throw error;
  }
}

/** Snapshots are counted: src/persist/snapshot.rs. */
const snapshotNumber = (text) => Number(text?.split(':')[2] ?? -1);

/** The writes that local storage has lost, the first one first: keys and texts, or null where one was removed. */
async function open() {
  const opening = indexedDB.open('guidepost', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('writes', { autoIncrement: true }).createIndex('stamp', 'stamp');
    opening.result.createObjectStore('large');
  };
  const opened = await done(opening);
  // A newer version in another tab wants to change it.
  opened.onversionchange = () => {
    base = undefined;
    opened.close();
  };
  const writes = () => opened.transaction('writes').objectStore('writes');
  const last = pulse();
  const [found] = await Promise.all([
    done(writes().index('stamp').getAll(IDBKeyRange.lowerBound(last - APART, true))),
    readAhead(opened).catch(() => {}),
  ]);
  const lost = found.some(({ stamp }) => stamp > last) ? found.flatMap(({ ops }) => ops) : [];
  // Nobody waits any more: writing on would hide what was lost from the next start.
  if (late) return opened.close();
  if (!last) beat(1);
  base = opened;
  forget((stamp) => stamp < Date.now() - KEPT).catch(() => {});
  return lost;
}

/** What is kept apart of the playbook that the address names: whoever opens it then need not wait once more. */
async function readAhead(opened) {
  const prefix = `guidepost/playbook/${location.hash.split('/')[2]}/`;
  const range = IDBKeyRange.bound(prefix, `${prefix}~`);
  const store = opened.transaction('large').objectStore('large');
  const [names, all] = await Promise.all([done(store.getAllKeys(range)), done(store.getAll(range))]);
  names.forEach((name, at) => large.set(name, all[at]));
}

/** Notes that a text was put under a key of local storage, or that it was removed. */
export function note(key, text) {
  if (base && queue.push([key, text ?? null]) === 1) queueMicrotask(write);
}

function write() {
  const ops = queue;
  queue = [];
  if (!base) return;
  const stamp = Math.max(Date.now(), pulse() + 1);
  try {
    beat(stamp);
    writing += 1;
    change('writes', (store) => store.add({ stamp, ops }))
      // What is not here must not be overtaken by what is.
      .catch(() => beat(Math.max(stamp, pulse()) + APART))
      .finally(() => (writing -= 1));
  } catch (error) {
    base = undefined;
    console.warn('The browser’s database is not used any more:', error);
  }
}

/** Whether all that was noted is on the disk. */
export function settled() {
  return queue.length === 0 && writing === 0;
}

/** Removes what was written, where `which` says so of its stamp, or all that was written of keys that begin like this. */
async function forget(which, prefix) {
  await change('writes', (store) => {
    store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      const { stamp, ops } = cursor.value;
      if (which?.(stamp)) cursor.delete();
      else if (prefix) {
        const rest = ops.map(([key, text]) => [key, key.startsWith(prefix) ? null : text]);
        cursor.update({ stamp, ops: rest });
      } else return;
      cursor.continue();
    };
  });
}

/** Forgets for good what was written of keys that begin like this. That they are gone is kept. */
export function forgetAll(prefix) {
  if (base) forget(undefined, prefix).catch(() => {});
}

/** The bytes under a name; null where there are none, undefined where that is not known yet: then it is found out. */
export function getLarge(name) {
  if (!large.has(name) && base) {
    large.set(name, undefined);
    done(base.transaction('large').objectStore('large').get(name)).then(
      (bytes) => large.set(name, bytes ?? null),
      () => large.delete(name),
    );
  }
  return base ? large.get(name) : null;
}

/** Keeps bytes under a name. Over when they are on the disk and were read back. */
export async function putLarge(name, bytes) {
  if (!base) throw new Error('there is none');
  const kept = bytes.slice();
  await change('large', (store) => store.put(kept, name));
  const back = await done(base.transaction('large').objectStore('large').get(name));
  if (back?.length !== kept.length || back.some((byte, at) => byte !== kept[at])) throw new Error('it did not keep them');
  large.set(name, kept);
}

/** Removes what stands under names that begin like this, but for those to be kept. */
export function dropLarge(prefix, keep) {
  if (!base) return;
  change('large', (store) => {
    store.getAllKeys().onsuccess = ({ target: { result: names } }) => {
      for (const name of names) {
        if (!name.startsWith(prefix) || keep.includes(name)) continue;
        store.delete(name);
        large.delete(name);
      }
    };
  }).catch(() => {});
}

/** Names what is being read, in case that ends the program: assets/startup.js leaves a note of it then. */
export function takingIn(key) {
  globalThis.guidepostTakingIn = key;
}

let asked = false;

/** Asks the browser, once, not to clean up what is kept. */
export function askToKeep() {
  if (!asked) navigator.storage?.persist?.().catch(() => {});
  asked = true;
}

/**
 * Asks for the lock of this name. Gives a promise of it, which is kept at once where there are no locks or none is to be had, and what
 * gives the lock back, also before it was had.
 */
export function lock(name) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const granted = new Promise((resolve) => {
    if (navigator.locks) navigator.locks.request(name, () => (resolve(), held)).catch(resolve);
    else resolve();
  });
  return [granted, release];
}
