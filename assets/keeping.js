// The dialog "Storage and backup": what is kept where, how much room it takes, what can be let go of, and copies outside of the
// browser. Fetched when it is opened (src/ui/keeping.rs).
//
// `page` answers what is asked of the program; what local storage holds is read here.

const { tr, number, locale } = globalThis.guidepostLanguage;

const PLAYBOOKS = 'guidepost/playbook/';

/** What local storage takes of one origin, in characters. Browsers tell nobody; all of them have about this. */
const ROOM = 5 * 1024 * 1024;

/** So often it is looked at again while it is open. In milliseconds. */
const REFRESHED_EVERY = 2_000;

/** What is not worth tidying up, in characters. */
const LITTLE = 500;

/** An element with these properties and this content. Whatever has a hyphen is an attribute. */
function make(tag, properties, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...content.filter((part) => part !== undefined));
  return element;
}

const button = (className, label, onclick) => make('button', { type: 'button', className, onclick }, label);

const rounded = (count) => number(Math.max(0, count), { maximumSignificantDigits: 3 });

const characters = (count) => tr(count === 1 ? '{} character' : '{} characters', rounded(count));

function bytes(count) {
  const units = [tr('bytes'), 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return `${rounded(count / 1000 ** step)} ${units[step]}`;
}

/** "3 days ago". */
function ago(then) {
  const minutes = Math.floor((Date.now() - then) / 60_000);
  const words = (count, unit) => new Intl.RelativeTimeFormat(locale).format(-count, unit);
  if (!(minutes >= 1)) return tr('just now');
  if (minutes < 60) return words(minutes, 'minute');
  if (minutes < 24 * 60) return words(Math.floor(minutes / 60), 'hour');
  return words(Math.floor(minutes / 60 / 24), 'day');
}

/** Changes a text only where it is another one: a text that is read aloud or selected is left alone. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

/** All keys with how long they are, with what stands under them. */
function* keys() {
  for (let at = 0; at < localStorage.length; at++) {
    const key = localStorage.key(at);
    yield [key, key.length + (localStorage.getItem(key)?.length ?? 0)];
  }
}

/** How much of local storage is used by whom. */
function measured(id) {
  const used = { mine: 0, playbooks: 0, programs: 0 };
  for (const [key, size] of keys()) {
    if (id && key.startsWith(`${PLAYBOOKS}${id}/`)) used.mine += size;
    else if (key.startsWith('guidepost/')) used.playbooks += size;
    else used.programs += size;
  }
  return { ...used, all: used.mine + used.playbooks + used.programs };
}

/** What the header says about storing. */
const status = () => document.querySelector('.saving')?.textContent ?? '';
const isSaved = () => status() === tr('Saved');

/** Whether the document of a playbook lies in the database: then a snapshot has no more than its digest, behind such a sign. */
const isApart = (id) => ['a', 'b'].some((slot) => localStorage.getItem(`${PLAYBOOKS}${id}/snapshot/${slot}`)?.includes('@'));

/** The playbooks that something is stored of: what is said of each, its keys, and how long they are. */
function stored() {
  const playbooks = new Map();
  for (const [key, size] of keys()) {
    if (!key.startsWith(PLAYBOOKS)) continue;
    const [id] = key.slice(PLAYBOOKS.length).split('/', 1);
    if (!playbooks.has(id)) {
      const summary = read(`${PLAYBOOKS}${id}/summary`);
      playbooks.set(id, { id, title: summary.title || tr('Untitled playbook'), deleted: summary.deleted, keys: [], size: 0 });
    }
    const playbook = playbooks.get(id);
    playbook.keys.push([key, size]);
    playbook.size += size;
  }
  return [...playbooks.values()];
}

const sum = (sizes) => sizes.reduce((all, [, size]) => all + size, 0);

/** Opens the dialog. */
export async function begin(page, address, style) {
  const [files] = await Promise.all([import(address('file.js')), style('keeping.css')]);
  const id = files.opened(page);
  const said = make('p', { className: 'keeping-said', role: 'status' });
  const dialog = make('dialog', { className: 'dialog keeping', 'aria-labelledby': 'keeping-title' });
  const context = { page, address, files, id, dialog, say: (text) => write(said, text) };
  const parts = [trouble(context), safety(context), copies(context), file(context), room(context), clearing(context)];
  dialog.append(
    make(
      'div',
      { className: 'dialog-body' },
      make('h2', { id: 'keeping-title' }, tr('Storage and backup')),
      ...parts.filter(Boolean).map(({ element }) => element),
      said,
      make('div', { className: 'dialog-actions' }, button('secondary', tr('Close'), () => dialog.close())),
    ),
  );
  const refresh = () => parts.forEach((part) => part?.refresh?.());
  context.refresh = refresh;
  const timer = setInterval(refresh, REFRESHED_EVERY);
  const ending = new AbortController();
  addEventListener('hashchange', () => dialog.close(), { signal: ending.signal });
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener('close', () => {
    clearInterval(timer);
    ending.abort();
    dialog.remove();
  });
  document.body.append(dialog);
  refresh();
  dialog.showModal();
}

function section(title, ...content) {
  return make('section', { className: 'keeping-part' }, make('h3', {}, title), ...content);
}

/** What happened when a write failed, what is safe, and what to do. */
function trouble(context) {
  const what = make('strong');
  const element = make(
    'section',
    { className: 'keeping-trouble', role: 'alert' },
    make('p', {}, what),
    make(
      'p',
      {},
      tr(
        'What was stored before is safe, and what you typed since is in this tab: keep it open. It is tried again every few seconds. Download everything first, then make room below.',
      ),
    ),
    downloadButton(context, 'primary'),
  );
  const refresh = () => {
    element.hidden = !document.querySelector('.saving-failed');
    if (!element.hidden) write(what, `${status()}.`);
  };
  refresh();
  return { element, refresh };
}

/** Whether what is here is safe. */
function safety({ id, say }) {
  const [saved, place, promise] = [make('p'), make('p'), make('p')];
  const ask = button('secondary', tr('Ask the browser to keep it'), async () => {
    const kept = await navigator.storage.persist().catch(() => false);
    say(kept ? tr('The browser keeps it.') : tr('The browser does not promise it. Keep copies elsewhere.'));
    refresh();
  });
  const refresh = async () => {
    if (id) {
      write(saved, isSaved() ? tr('Everything you wrote is saved in this browser.') : status());
      write(
        place,
        isApart(id)
          ? tr('Its document has outgrown local storage, and is kept in the browser’s database, which has more room.')
          : tr('Its document is kept in the browser’s local storage.'),
      );
    }
    const kept = await navigator.storage?.persisted?.().catch(() => false);
    ask.hidden = kept || !navigator.storage?.persist;
    write(
      promise,
      kept
        ? tr('The browser has promised not to clean it up.')
        : tr('When the disk is nearly full, the browser may clean up what this site keeps.'),
    );
  };
  return { element: section(tr('Where it is'), ...(id ? [saved, place] : []), promise, ask), refresh };
}

function downloadButton(context, className) {
  return button(className, tr('Download everything'), () => downloadAll(context));
}

/** All playbooks as one file, which Import takes. */
async function downloadAll({ page, address, files, id, say }) {
  say(tr('Putting everything together…'));
  try {
    const { rescueFile, download, fileName } = await import(address('rescue.js'));
    const memory = id && !isSaved() ? { id, update: page('update') } : undefined;
    const name = fileName('All playbooks');
    download(name, await rescueFile({ memory }));
    for (const playbook of stored()) files.noteBackup(page, playbook.id, name);
    say(tr('Downloaded as {}. Import takes it, in this browser or in another one.', name));
  } catch (error) {
    say(tr('Nothing was downloaded: {}. What is stored was not changed.', error.message));
  }
}

/** When a copy left, and everything as one file. */
function copies(context) {
  const { id } = context;
  const last = make('p');
  const refresh = () => {
    if (!id) return;
    const { at, to } = read(`${PLAYBOOKS}${id}/backup`);
    write(last, at ? tr('Last backed up: {}, as {}.', ago(Date.parse(at)), to) : tr('Never backed up.'));
  };
  const all = make('p', {}, tr('One file with all playbooks of this browser, those under Recently deleted included.'));
  return { element: section(tr('Backup'), ...(id ? [last] : []), all, downloadButton(context, 'secondary')), refresh };
}

/** The file that the playbook is written to. */
function file({ page, address, files, id, say }) {
  if (!id || !files.canTie()) return undefined;
  const told = make('p', { role: 'status' });
  const actions = make('div', { className: 'keeping-actions' });
  const choose = async (picked) => {
    try {
      const [handle] = [await picked()].flat();
      // A file that was opened may only be read so far.
      await handle.requestPermission?.({ mode: 'readwrite' });
      await files.tie(page, address, handle);
    } catch (error) {
      if (error.name !== 'AbortError') say(tr('No file was chosen: {}.', error.message));
    }
    refresh();
  };
  const types = [{ description: tr('Guidepost playbook'), accept: { 'application/json': ['.json'] } }];
  const title = () => (read(`${PLAYBOOKS}${id}/summary`).title ?? '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().slice(0, 80);
  const keep = button('secondary', tr('Keep a copy in a file…'), () =>
    choose(() => showSaveFilePicker({ suggestedName: `${title() || 'Playbook'}.json`, types })),
  );
  const use = button('quiet', tr('Use an existing file…'), () => choose(() => showOpenFilePicker({ types })));
  const doing = (what) => async () => {
    try {
      await what(files.tied(id));
    } catch (error) {
      say(tr('That did not work: {}.', error.message));
    }
    refresh();
  };
  const untie = button('quiet', tr('Untie'), doing((tied) => tied.untie()));
  const allow = button('primary', '', doing((tied) => tied.allow()));
  const review = button('secondary', tr('Review'), doing(async (tied) => importFile(await tied.file())));
  const replace = button('secondary', tr('Replace the file'), doing((tied) => tied.replace()));
  let shown;
  const refresh = () => {
    const tied = files.tied(id);
    const word = tied?.state.word ?? 'none';
    const untied = tr('Tie it to a file, for example in a folder that is synced: it is written a moment after each edit.');
    write(told, tied ? words(tied) : untied);
    if (word === shown) return;
    shown = word;
    const had = actions.contains(document.activeElement);
    if (tied) write(allow, tr('Allow writing to {}', tied.name));
    const offered = { none: [keep, use], ask: [allow, untie], held: [review, replace, untie] }[word] ?? [untie];
    actions.replaceChildren(...offered);
    if (had && !actions.contains(document.activeElement)) offered[0].focus();
  };
  return { element: section(tr('A file of its own'), told, actions), refresh };
}

/** How a file is, in words. */
function words({ name, record, state, dirty }) {
  switch (state.word) {
    case 'written':
      if (dirty) return tr('What you edited is written to {} in a moment.', name);
      return tr('Written to {} {}.', name, ago(record.at));
    case 'elsewhere':
      return tr('Another tab writes it to {}.', name);
    case 'ask':
      return tr('The browser wants to be asked again before it writes to {}.', name);
    case 'held':
      return `${state.why} ${tr('{} is left alone until you decide. Your playbook is not affected.', name)}`;
    case 'failed':
      return `${state.why} ${tr('Your playbook is not affected. It is tried again.')}`;
    default:
      return tr('Writing to {}…', name);
  }
}

/** Hands a file to Import, as if it had been chosen there. */
function importFile(chosen) {
  const transfer = new DataTransfer();
  transfer.items.add(chosen);
  document.querySelector('dialog.keeping')?.close();
  const picker = document.querySelector('input[type=file]');
  picker.files = transfer.files;
  picker.dispatchEvent(new Event('change', { bubbles: true }));
}

/** How much room there is, and who uses it. */
function room({ id }) {
  const meter = make('meter', { min: 0, max: ROOM, high: ROOM * 0.8, optimum: 0, 'aria-label': tr('Local storage that is used') });
  const shares = make('dl', { className: 'keeping-shares' });
  const share = (label) => {
    const value = shares.appendChild(make('div', {}, make('dt', {}, label), make('dd'))).lastChild;
    return (size) => write(value, `${characters(size)} (${Math.round((100 * size) / ROOM)} %)`);
  };
  const mine = id && share(tr('This playbook'));
  const playbooks = share(id ? tr('Other playbooks, and settings') : tr('Playbooks and settings'));
  const programs = share(tr('Other programs of this site'));
  const free = share(tr('Free, of about 5.2 million'));
  const database = make('p');
  const refresh = async () => {
    const used = measured(id);
    meter.value = used.all;
    meter.textContent = `${Math.round((100 * used.all) / ROOM)} %`;
    mine?.(used.mine);
    playbooks(used.playbooks);
    programs(used.programs);
    free(ROOM - used.all);
    const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
    database.hidden = !quota;
    if (quota) write(database, tr('The browser’s database uses {} of {}.', bytes(usage), bytes(quota)));
  };
  // The space tells it from a room that people share, which is another word elsewhere.
  return { element: section(tr('Room ').trim(), meter, shares, database), refresh };
}

/** What can be let go of. Looked for when the dialog is opened, and after each that was. */
function clearing(context) {
  const { page, address, files, id, say } = context;
  const list = make('ul', { className: 'keeping-list', 'aria-label': tr('Make room') });
  const heading = make('h3', { tabIndex: -1 }, tr('Make room'));
  const none = make('p', {}, tr('Looking…'));

  /** Does something, says how much room that made, and shows what is left. */
  const clear = async (what, run) => {
    const before = measured(id).all;
    say(`${what}…`);
    const problem = await run();
    const freed = before - measured(id).all;
    await draw();
    heading.focus();
    context.refresh();
    const gain = freed > 0 ? tr('{} became free.', characters(freed)) : tr('No more room became free.');
    say(problem ? tr('That did not work: {}. Nothing that you need was removed.', problem) : tr('Done. {}', gain));
  };

  /** One of them: what it is, how large, and a button that asks before it does it. */
  const row = (name, size, hint, label, warning, run, first) => {
    const actions = make('div', { className: 'keeping-actions' });
    const begin = button('secondary', label, () => {
      const yes = button('primary danger', label, () => clear(label, run));
      const no = button('secondary', tr('Keep it'), () => {
        actions.replaceChildren(...offered);
        begin.focus();
      });
      actions.replaceChildren(make('p', { role: 'alert' }, warning), no, yes);
      no.focus();
    });
    begin.setAttribute('aria-label', `${label}: ${name}`);
    const offered = first ? [first(() => begin)] : [begin];
    actions.append(...offered);
    const text = make('div', {}, make('strong', {}, name), ' ', make('span', {}, size), make('p', { className: 'hint' }, hint));
    list.append(make('li', {}, text, actions));
  };

  const tidy = (update) => () => new Promise((resolve) => page('tidy', update, resolve));

  /** How many are in the bin, how long the document is when it is tidy, how much of that is the bin, and what empties it. */
  const slack = () =>
    new Promise((resolve, reject) => {
      const hear = ([, ...found]) => {
        worker.terminate();
        resolve(found);
      };
      const worker = files.startWorker(address, reject, hear, ['slack', page('update')]);
    });
  const remove = (parts) => () => parts.map(([key]) => page('put', key, null)).find(Boolean);

  /** What is to be downloaded before it can be removed. */
  const keepFirst = (name, fileName, parts) => (then) => {
    const label = button('secondary', tr('Download'), async () => {
      const { download } = await import(address('rescue.js'));
      download(`${fileName}.json`, JSON.stringify(Object.fromEntries(parts.map(([key]) => [key, localStorage.getItem(key)]))));
      say(tr('Downloaded. It can be removed now.'));
      const next = then();
      label.replaceWith(next);
      next.focus();
    });
    label.setAttribute('aria-label', tr('Download: {}', name));
    return label;
  };

  const draw = async () => {
    // Without the worker, what it would find out is not offered.
    const found = id && (await slack().catch(() => undefined));
    list.replaceChildren();
    const playbooks = stored();
    const mine = found && playbooks.find((playbook) => playbook.id === id);
    if (mine) {
      const [binned, tidied, inBin, emptying] = found;
      const document = mine.keys.filter(([key]) => /\/(snapshot|log)\//.test(key));
      // Bytes are kept as base64.
      const gain = sum(document) - (tidied * 4) / 3;
      if (gain > LITTLE && !isApart(id)) {
        row(
          tr('Older copy and undo history'),
          tr('About {}', characters(gain)),
          tr('Keeps one copy of the document as it is now, without what only undoing needs.'),
          tr('Tidy up'),
          tr('This clears the steps of undo in this tab. Nothing of the playbook goes.'),
          tidy(undefined),
        );
      }
      if (binned) {
        row(
          tr('Deleted entries ({})', binned),
          tr('About {}', characters((inBin * 4) / 3)),
          tr('What was deleted in this playbook, with all that is in it. At the end of Checks it is brought back.'),
          tr('Empty the bin'),
          tr('This can’t be undone, and it clears the steps of undo in this tab. In a shared playbook it goes for everybody, with what others write in it now.'),
          tidy(emptying),
        );
      }
    }
    for (const { id: other, title, deleted, size, keys } of playbooks) {
      if (deleted && other !== id) {
        row(
          tr('Playbook “{}”', title),
          characters(size),
          tr('It is under Recently deleted.'),
          tr('Delete for good'),
          tr('This can’t be undone, and nobody else has what is stored in this browser.'),
          () => page('forget', other),
        );
      }
      const aside = keys.filter(([key]) => key.includes('/aside/'));
      if (aside.length) {
        const name = tr('Damaged parts of “{}”', title);
        const hint = tr('What could not be read was set aside. Download it before it is removed.');
        const first = keepFirst(name, `Damaged parts of “${title}”`, aside);
        row(name, characters(sum(aside)), hint, tr('Remove'), tr('This can’t be undone.'), remove(aside), first);
      }
      const before = keys.filter(([key]) => key.endsWith('/before/1'));
      if (before.length) {
        const name = tr('Copy of “{}” for an older Guidepost', title);
        const hint = tr('Kept from before a newer version changed how it is stored.');
        const first = keepFirst(name, `Copy of “${title}” for an older Guidepost`, before);
        row(name, characters(sum(before)), hint, tr('Remove'), tr('This can’t be undone.'), remove(before), first);
      }
    }
    write(none, tr('There is nothing to clear: all of it is needed.'));
    none.hidden = list.childElementCount > 0;
    list.hidden = !none.hidden;
  };
  draw();
  return { element: make('section', { className: 'keeping-part' }, heading, none, list) };
}
