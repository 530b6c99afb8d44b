// What is stored of playbooks as files, read without the app: for whoever wants all of it at once, and for when the app has
// stopped or can't read it. assets/startup.js, assets/recover.js and assets/keeping.js fetch it.
//
// A rescue file holds what is stored as it is stored. Import reads it, and makes of it what can be made
// (src/bin/formats/import/rescue.rs).

const { tr } = globalThis.guidepostLanguage;

const PLAYBOOKS = 'guidepost/playbook/';

/** A part of what is stored under this name would be a key to a room. It is in no copy. */
const ROOM = 'room';

/** The playbooks that something is stored of: ids, titles, and all keys of each. */
export function stored() {
  const playbooks = new Map();
  for (let at = 0; at < localStorage.length; at++) {
    const key = localStorage.key(at);
    if (!key.startsWith(PLAYBOOKS)) continue;
    const id = key.slice(PLAYBOOKS.length).split('/', 1)[0];
    if (!playbooks.has(id)) playbooks.set(id, { id, title: titleOf(id), keys: [] });
    playbooks.get(id).keys.push(key);
  }
  return [...playbooks.values()].sort((a, b) => a.title.localeCompare(b.title));
}

/** What a playbook is called; in files, whatever the reader's language is. */
export function titleOf(id, untitled = 'Untitled playbook') {
  try {
    return JSON.parse(localStorage.getItem(`${PLAYBOOKS}${id}/summary`)).title || untitled;
  } catch {
    return untitled;
  }
}

export const shownTitle = (id) => titleOf(id, tr('Untitled playbook'));

/**
 * The text of a file with everything that is stored, of one playbook or of all of them. `memory` is what is not stored yet of the
 * one that is open: its id, and the whole document as one update.
 */
export async function rescueFile({ only, memory } = {}) {
  const documents = await large().catch(() => new Map());
  const playbooks = stored().filter(({ id }) => !only || id === only);
  const files = playbooks.map(({ id, title, keys }) => {
    const prefix = `${PLAYBOOKS}${id}/`;
    const parts = keys.map((key) => [key.slice(prefix.length), localStorage.getItem(key)]);
    const apart = [...documents].filter(([name]) => name.startsWith(prefix));
    return {
      id,
      title,
      stored: Object.fromEntries(parts.filter(([path, text]) => path !== ROOM && text !== null)),
      apart: Object.fromEntries(apart.map(([name, bytes]) => [name.slice(prefix.length), base64(bytes)])),
      memory: memory?.id === id ? base64(memory.update) : undefined,
    };
  });
  return JSON.stringify({ format: 'guidepost-rescue', version: 1, saved: new Date().toISOString(), playbooks: files });
}

/** The documents that are kept in the browser's database. */
async function large() {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => reject(request.error);
    });
  const opening = indexedDB.open('guidepost');
  // Where there is none, none is to be made.
  opening.onupgradeneeded = () => opening.transaction.abort();
  const base = await done(opening);
  const store = base.transaction('large').objectStore('large');
  const [names, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
  base.close();
  return new Map(names.map((name, at) => [name, values[at]]));
}

function base64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** Hands a text to the browser as a file. */
export function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** What a file is called: letters and digits of the title, and the day. */
export function fileName(title) {
  const plain = title.normalize('NFC').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().slice(0, 80) || 'Playbook';
  return `${plain} ${new Date().toISOString().slice(0, 10)} rescue.json`;
}

/** A new element with a text, at the end of another. */
export function added(parent, tag, text, properties = {}) {
  const element = parent.appendChild(document.createElement(tag));
  element.textContent = text;
  return Object.assign(element, properties);
}

/** A button that downloads, and says beside it what became of that. */
export function downloadButton(parent, label, title, only) {
  const line = added(parent, 'p', '');
  const button = added(line, 'button', label, { type: 'button' });
  const said = added(line, 'span', '');
  said.setAttribute('role', 'status');
  button.onclick = async () => {
    try {
      const name = fileName(title);
      download(name, await rescueFile({ only }));
      said.textContent = ` ${tr('Downloaded as {}.', name)}`;
    } catch (error) {
      said.textContent = ` ${tr('It was not downloaded: {}.', error.message)}`;
    }
  };
  return button;
}

/** After the app has stopped: every playbook as a file, and what stood in the box that somebody was typing in. */
export function offer(host, typed) {
  if (typed) {
    const label = added(host, 'label', tr('What stood in the box that you were in, to be copied:'));
    added(label, 'textarea', '', { readOnly: true, rows: 4 }).value = typed;
  }
  const playbooks = stored();
  if (playbooks.length === 0) return;
  const list = added(host, 'details', '');
  added(list, 'summary', tr('Download what is stored'));
  added(list, 'p', tr('As files that Import takes, in this browser or in another one.'));
  if (playbooks.length > 1) downloadButton(list, tr('Download everything'), 'All playbooks');
  for (const { id, title } of playbooks) downloadButton(list, tr('Download “{}”', shownTitle(id)), title, id);
}

// A script that old browsers read too can't import.
globalThis.guidepostRescue = { offer };
