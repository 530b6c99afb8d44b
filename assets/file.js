// Writes a playbook to a file of the computer, such as one in a folder that is synced, a moment after it was edited; and takes in
// what somebody else wrote there. Fetched for a playbook that has such a file (src/ui/keeping.rs) and by the dialog (keeping.js).
//
// The browser's handle of the file lies in a database of its own. That there is one, a note beside the playbook says, too.
// The workers' messages are those of src/worker/request.rs and answer.rs.

const { tr } = globalThis.guidepostLanguage;

const PLAYBOOKS = 'guidepost/playbook/';

/** So long after the last edit it is written, and so often it is looked at. In milliseconds. */
const WRITTEN_AFTER = 3_000;
const LOOKED_AT_EVERY = 30_000;
const TICK = 1_000;

const DAY = 86_400_000;

/** The days before 1970, as the worker counts. */
const DAYS_BEFORE = 719_163;

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });

/** Does something with what is kept of files, by the ids of their playbooks. */
async function withFiles(mode, run) {
  const opening = indexedDB.open('guidepost-files', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('files');
  const base = await done(opening);
  try {
    return await done(run(base.transaction('files', mode).objectStore('files')));
  } finally {
    base.close();
  }
}

/** The time as notes have it. */
export const timestamp = () => new Date().toISOString().replace(/\.\d+/, '');

/** Notes that a copy of a playbook left this browser. */
export function noteBackup(page, id, to) {
  page('put', `${PLAYBOOKS}${id}/backup`, JSON.stringify({ at: timestamp(), to }));
}

/** Whether this browser can write to files. */
export const canTie = () => 'showSaveFilePicker' in window;

/** The playbook that is open; nothing once it is closed. */
export const opened = (page) => page('state')?.split(' ')[0];

let current;

/** Begins for the playbook that is open, if it has a file. */
export async function begin(page, address) {
  // The one before may still be writing what was edited last.
  current?.finish();
  current = undefined;
  const id = opened(page);
  const record = id && (await withFiles('readonly', (files) => files.get(id)).catch(() => undefined));
  // It may be closed by now.
  if (opened(page) !== id || current) return;
  if (record) current = new Tied(page, address, id, record);
}

/** What writes the playbook that is open; nothing where it has no file. */
export const tied = (id) => (current?.id === id ? current : undefined);

/** Ties the playbook that is open to a file. Whatever is in that is read first. */
export async function tie(page, address, handle) {
  const id = opened(page);
  const record = { handle };
  await withFiles('readwrite', (files) => files.put(record, id));
  page('put', `${PLAYBOOKS}${id}/tied`, handle.name);
  current?.end();
  current = new Tied(page, address, id, record);
}

class Tied {
  constructor(page, address, id, record) {
    Object.assign(this, { page, address, id, record, name: record.handle.name });
    // What was edited before may not be in the file: it is written once, and what is there already is not written again.
    this.state = { word: 'waiting' };
    this.looked = 0;
    this.dirty = true;
    this.due = 0;
    this.ending = new AbortController();
    const { signal } = this.ending;
    addEventListener('focus', () => this.look(), { signal });
    document.addEventListener('visibilitychange', () => this.look(), { signal });
    const work = () => new Promise((resolve) => this.work(resolve));
    if (!navigator.locks) return void work();
    this.state = { word: 'elsewhere' };
    navigator.locks.request(`guidepost-file/${id}`, { signal }, work).catch(() => {});
  }

  /** Writes until the end, while no other tab does. */
  async work(release) {
    this.release = release;
    // Another tab may have written, or untied it.
    const record = await withFiles('readonly', (files) => files.get(this.id)).catch(() => this.record);
    if (this.ending.signal.aborted || !record) return this.end();
    this.record = record;
    this.state = { word: 'waiting' };
    this.timer = setInterval(() => this.tick(), TICK);
    this.tick();
  }

  /** Looks at the file now. */
  look() {
    this.looked = 0;
    this.due = 0;
    if (this.timer) this.tick();
  }

  tick() {
    const now = Date.now();
    // Its id, and how often it was edited.
    const revision = this.page('state');
    if (!revision) return this.finish();
    if (revision !== this.seen) {
      // Not what was there when it began.
      if (this.seen !== undefined) this.due = now + WRITTEN_AFTER;
      this.dirty = true;
      this.seen = revision;
    }
    const isDue = this.dirty && now >= this.due && this.state.word !== 'failed';
    if (isDue || now - this.looked >= LOOKED_AT_EVERY) this.sync();
  }

  /** The playbook was closed: what was edited last is read from where it is stored. */
  async finish() {
    const isWriting = this.timer !== undefined;
    clearInterval(this.timer);
    this.timer = undefined;
    this.closed = true;
    await this.busy;
    // Whatever was edited since the last look is in it then; a file that has all of it is not written.
    this.dirty = true;
    if (isWriting) await this.sync();
    this.end();
  }

  end() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.ending.abort();
    this.writer?.terminate();
    this.release?.();
    if (current === this) current = undefined;
  }

  /** Reads what somebody else wrote and writes what is new here; once at a time. */
  sync() {
    this.busy ??= this.syncNow()
      .catch((error) => this.say('failed', why(error, this.name)))
      .finally(() => (this.busy = undefined));
    return this.busy;
  }

  async syncNow() {
    const { handle } = this.record;
    this.looked = Date.now();
    if ((await handle.queryPermission?.({ mode: 'readwrite' })) === 'prompt') return this.say('ask');
    if ((await handle.queryPermission?.({ mode: 'readwrite' })) === 'denied') throw named('NotAllowedError');
    let file = await handle.getFile();
    while (this.isNew(file)) {
      const held = await this.takeIn(file);
      if (held) return this.say('held', held);
      this.record = { ...this.record, modified: file.lastModified, size: file.size };
      this.dirty = true;
      file = await handle.getFile();
    }
    if (this.dirty) await this.write();
    else this.say('written');
  }

  /** Whether somebody else wrote it. */
  isNew({ lastModified, size }) {
    return size > 0 && (size !== this.record.size || lastModified !== this.record.modified);
  }

  async write() {
    const { handle } = this.record;
    const revision = this.seen;
    const [, text] = await this.ask('write', ['write', this.update(), 'json', null, today()]);
    const before = await handle.getFile();
    // Somebody else was quicker.
    if (this.isNew(before)) return this.look();
    if ((await before.text()) !== text) {
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
    }
    const { lastModified, size } = await handle.getFile();
    this.record = { handle, modified: lastModified, size, at: Date.now() };
    if (revision === this.seen) this.dirty = false;
    await withFiles('readwrite', (files) => files.put(this.record, this.id));
    noteBackup(this.page, this.id, this.name);
    this.say('written');
  }

  update() {
    return this.closed ? this.page('stored', this.id) : this.page('update');
  }

  /** Says how it is, in the dialog and, where somebody should do something, beside the button that opens it. */
  say(word, reason) {
    this.state = { word, why: reason };
    const waits = word === 'ask' || word === 'held' || word === 'failed';
    this.remind(waits ? tr('{} is not written', this.name) : '');
  }

  /** For the script that reminds of backups, too. */
  remind(words) {
    this.page.waits = words;
    this.page.look?.();
  }

  /** Lets somebody allow what the browser has to be asked for. Comes of a click. */
  async allow() {
    await this.record.handle.requestPermission({ mode: 'readwrite' });
    this.look();
    return this.busy;
  }

  /** Writes over what can't be taken in. */
  async replace() {
    const { lastModified, size } = await this.record.handle.getFile();
    Object.assign(this.record, { modified: lastModified, size });
    this.dirty = true;
    this.look();
    return this.busy;
  }

  /** The file, to be looked at. */
  file() {
    return this.record.handle.getFile();
  }

  /** Writes it no more. The file stays as it is. */
  async untie() {
    this.page('put', `${PLAYBOOKS}${this.id}/tied`, null);
    this.remind('');
    this.end();
    await withFiles('readwrite', (files) => files.delete(this.id));
  }

  /**
   * Merges what somebody else wrote, as an import does, where nothing of it has to be decided. Otherwise says why it was not: then
   * the file is left alone.
   */
  async takeIn(file) {
    if (this.closed) return tr('It was changed by somebody else.');
    const bytes = new Uint8Array(await file.arrayBuffer());
    let drawn = '';
    let worker;
    try {
      return await new Promise((resolve, reject) => {
        const hear = {
          ask: (id) => {
            if (id !== this.id) return resolve(tr('It holds another playbook.'));
            worker.postMessage(['ours', this.update(), '', false, Math.floor(Date.now() / 1000)]);
          },
          draw: (_, html) => (drawn = html),
          // What is written in a file is escaped in what the worker draws, so none of it looks like this.
          done: () => {
            if (!drawn.includes('data-press="cancel"')) return;
            const isOpen = /name="(side|take):/.test(drawn);
            if (isOpen) resolve(tr('It was changed by somebody else, and something has to be decided.'));
            else if (drawn.includes('data-press="merge"')) worker.postMessage(['press', 'merge']);
            else if (drawn.includes('<p role="alert">')) reject(new Error(tr('it could not be compared')));
            else resolve();
            drawn = '';
          },
          refused: (reason) => resolve(tr('It can’t be read as a playbook: {}', reason)),
          merge: (...message) => {
            this.page('merge', ['merge', ...message]);
            resolve();
          },
        };
        const first = ['import', bytes, file.name, this.id, '', today(), '', false];
        worker = startWorker(this.address, reject, ([word, ...rest]) => hear[word]?.(...rest), first);
      });
    } finally {
      worker?.terminate();
    }
  }

  /** One answer of a worker that is kept for the next time. */
  ask(word, message) {
    return new Promise((resolve, reject) => {
      const broke = (error) => {
        this.writer = undefined;
        reject(error);
      };
      const hear = (answer) => answer[0] === word && resolve(answer);
      if (this.writer) {
        this.writer.hear(broke, hear);
        this.writer.postMessage(message);
      } else {
        this.writer = startWorker(this.address, broke, hear, message);
      }
    });
  }
}

/** A worker that is told something as soon as it has started. */
export function startWorker(address, broke, hear, first) {
  const build = new URL(address('worker.js')).search.slice(1);
  const worker = new Worker(`worker.js?formats&${build}&${document.documentElement.lang}`);
  const failed = () => {
    worker.terminate();
    broke(new Error(tr('the part of Guidepost that writes files did not work; reload the page')));
  };
  worker.hear = (nowBroke, nowHear) => {
    broke = nowBroke;
    hear = nowHear;
  };
  worker.onerror = worker.onmessageerror = failed;
  worker.onmessage = ({ data }) => {
    if (data[0] === 'broken' || (data[0] === 'ready' && data[1] !== build)) failed();
    else if (data[0] === 'ready') worker.postMessage(first);
    else hear(data);
  };
  return worker;
}

function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY + DAYS_BEFORE;
}

const named = (name) => new DOMException('', name);

/** What went wrong, in words. */
function why(error, name) {
  const words = {
    NotFoundError: tr('{} is not where it was. It may have been moved or deleted.', name),
    NotAllowedError: tr('The browser may not write to {}.', name),
    QuotaExceededError: tr('There is no room left on the disk.'),
    NoModificationAllowedError: tr('Another program holds {} open.', name),
  };
  return words[error.name] ?? tr('The browser did not write it: {}.', error.message);
}
