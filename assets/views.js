// The page's side of what the insight worker (src/bin/insight) finds out: it starts the worker, tells it what changed, shows
// its views and says what is pressed in them. terms.js shows the terms that it finds in texts. Fetched a moment after a
// playbook was opened, or for the first view; src/ui/insight begins it.
//
// Messages are arrays that begin with a word, as src/worker/insight.rs reads and writes them.

/**
 * The worker is told so long after something changed, not with each key: while a view is looked at, and otherwise. In
 * milliseconds. The page waits for a moment in which it has nothing else to do, for as long again at most.
 */
const TOLD_AFTER = 250;
const TOLD_LATER = 750;

const { tr } = globalThis.guidepostLanguage;

/** How all of it looks, and how a playbook does on paper. */
const STYLES = ['views.css', 'findings.css', 'terms.css', 'print.css'];

/** How far the pointer moves before it draws, so that a press stays a press. */
const SLACK = 6;

/**
 * Begins for one playbook. The page gives `news(all)`, the message about what changed; `apply(edit, said)`;
 * `save(what, extension, mime, content)`; `broke()`; `drawMarkdown`; and `style(file)`, which fetches one.
 */
export async function begin(build, page) {
  // For the screen that appears when the app has stopped: there may be no connection then.
  import('./rescue.js').catch(() => {});
  await Promise.all(STYLES.map(page.style));
  const hosts = new Map();
  let worker;
  let queue;
  let planned;
  let terms;
  let ended;
  const fetched = (file) => import(new URL(`${file}?${build}`, document.baseURI).href);
  const say = (...message) => (queue ? queue.push(message) : worker?.postMessage(message));
  const broke = () => {
    worker?.terminate();
    worker = undefined;
    page.broke();
  };
  const hear = {
    ready(of) {
      if (of !== build) return broke();
      const said = queue;
      queue = undefined;
      for (const message of said) worker.postMessage(message);
    },
    draw(view, html, wanted) {
      const host = hosts.get(view);
      if (!host) return;
      if (host === reading?.host) reading.put(html);
      else put(host, html, wanted, page.drawMarkdown);
      const dialog = host.closest('dialog:not([open])');
      dialog?.showModal();
    },
    terms: (name, mentions) => whenIdle(() => terms?.mark(name, mentions), TOLD_LATER),
    meaning: (entry, html) => terms?.explain(entry, html),
    apply: page.apply,
    async save(what, extension, mime, text) {
      try {
        const isPicture = extension === 'png';
        page.save(what, extension, mime, isPicture ? await (await fetched('picture.js')).pngOf(text) : text);
      } catch (error) {
        console.error(error);
        page.save(what, extension, mime, null);
      }
    },
    broken: broke,
  };
  const first = page.news(true);
  if (!first) throw new Error('The playbook was closed in the meantime.');
  queue = [first];
  worker = new Worker(`worker.js?insight&${build}&${document.documentElement.lang}`);
  worker.onmessage = ({ data: [word, ...rest] }) => hear[word]?.(...rest);
  worker.onerror = worker.onmessageerror = broke;
  const fetchTerms = async () => {
    const { showTerms } = await fetched('terms.js');
    if (!ended) terms = showTerms(say, (element, html) => fill(element, html, page.drawMarkdown));
  };
  fetchTerms().catch((error) => console.error('Terms are not shown in texts.', error));
  let endWatching;
  const watch = async () => {
    const { watchWhereabouts } = await fetched('whereabouts.js');
    if (!ended) endWatching = watchWhereabouts({ apply: page.apply, place: () => reading?.place(), isTyping });
  };
  watch().catch((error) => console.error('Back leads to the beginning of a page.', error));
  const ends = [];
  const watchers = [['together.js', 'watchTogether'], ['paste.js', 'watchPastes'], ['unsaved.js', 'watchUnsaved'], ['presses.js', 'watchPresses']];
  for (const [file, begin] of watchers) {
    fetched(file).then((module) => ended || ends.push(module[begin](fetched)), (error) => console.error(`${file} is missing.`, error));
  }
  const search = async () => {
    try {
      const [{ openSearch }] = await Promise.all([fetched('search.js'), page.style('search.css')]);
      if (ended) return;
      say('change', 'search', 'at', location.hash);
      openSearch(views, (text) => say('change', 'search', 'query', text));
    } catch (error) {
      console.error(error);
      page.broke();
    }
  };
  let reading;
  const read = async (host) => {
    try {
      const [{ startReading }] = await Promise.all([fetched('read.js'), page.style('read.css'), page.style('read-entries.css')]);
      if (ended || hosts.get('read') !== host) return;
      reading = { host, ...startReading(host, { page, say, search: () => views.ask('search') }) };
      say('show', 'read');
    } catch (error) {
      console.error(error);
      page.broke();
    }
  };
  const endReading = () => {
    reading?.end();
    reading = undefined;
  };
  /** Wherever one is: but for text boxes, where a slash is a letter. */
  const hearKeys = (event) => {
    const isCalled = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && slash();
    if ((!isCalled && !isSlash) || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    views.ask('search');
  };
  addEventListener('keydown', hearKeys);
  const tell = () => {
    if (ended) return;
    clearTimeout(planned);
    planned = undefined;
    const news = page.news(false);
    if (news) say(...news);
  };
  const views = {
    slash,
    show(view, host, press) {
      listen(host, (what) => {
        press?.(what);
        say('press', view, what);
      });
      host.addEventListener('change', ({ target }) => say('change', view, target.name, target.value));
      drawLines(host, (from, to) => say('press', view, `connect:${from}:${to}`));
      hosts.set(view, host);
      if (planned) tell();
      if (view === 'read') read(host);
      else say('show', view);
    },
    hide(view) {
      if (view === 'read') endReading();
      hosts.delete(view);
      say('hide', view);
    },
    changed() {
      if (!worker) return;
      const after = hosts.size ? TOLD_AFTER : TOLD_LATER;
      planned ??= setTimeout(() => whenIdle(tell, after), after);
    },
    /** Tells the worker something else. */
    say,
    /** Asks about something in a dialog; whatever is pressed in it closes it. */
    ask(view) {
      tell();
      if (view === 'search') return search();
      if (view.startsWith('matters:') || view === 'suggested') page.style('read-entries.css');
      const dialog = document.createElement('dialog');
      dialog.className = 'dialog';
      dialog.setAttribute('aria-labelledby', 'ask-title');
      const host = document.createElement('div');
      host.className = 'dialog-body';
      dialog.append(host);
      document.body.append(dialog);
      dialog.addEventListener('click', ({ target }) => (target === dialog || target.closest('a')) && dialog.close());
      dialog.addEventListener('close', () => {
        views.hide(view);
        dialog.remove();
      });
      // Closed first, as the browser gives the focus back then: what is done may put it elsewhere.
      views.show(view, host, () => dialog.close());
      if (view === 'suggested') fetched('published.js').then(fetchPublished).then((text) => say('change', view, 'published', text), ({ message }) => say('change', view, 'missing', message));
    },
    end() {
      ended = true;
      removeEventListener('keydown', hearKeys);
      clearTimeout(planned);
      terms?.end();
      endWatching?.();
      for (const end of ends) end();
      endReading();
      worker?.terminate();
    },
  };
  return views;
}

/** What the site publishes, as it is now. */
async function fetchPublished({ fetchText }) {
  const { published } = JSON.parse(await fetchText(new URL('config.json', document.baseURI)));
  if (!published) throw new Error(tr('this site publishes nothing any more'));
  return fetchText(new URL(published, document.baseURI));
}

/** Whether a slash by itself opens the search: who speaks to the computer, or hits keys by accident, can do without. */
function slash(wanted) {
  const key = 'guidepost/no-slash';
  try {
    if (wanted === true) localStorage.removeItem(key);
    if (wanted === false) localStorage.setItem(key, 'yes');
    return !localStorage.getItem(key);
  } catch {
    return true;
  }
}

function isTyping(element) {
  return element.isContentEditable || element.matches('textarea, select, input:not([type=checkbox], [type=radio])');
}

/** Runs something once the page has nothing else to do, or after so many milliseconds. Safari knows no such moments. */
function whenIdle(run, timeout) {
  if ('requestIdleCallback' in window) requestIdleCallback(() => run(), { timeout });
  else setTimeout(run);
}

/** Hears what is pressed: buttons, and what is none, such as a stage in a picture. */
function listen(host, press) {
  const pressed = (event) => {
    const what = event.target.closest?.('[data-press]')?.dataset.press;
    if (what) press(what);
    return what;
  };
  host.addEventListener('click', pressed);
  host.addEventListener('keydown', (event) => {
    if ((event.key === 'Enter' || event.key === ' ') && event.target.matches('svg [data-press]') && pressed(event)) {
      event.preventDefault();
    }
    const { enter } = event.target.dataset;
    // Once the box has said what is in it.
    if (event.key === 'Enter' && enter && !event.isComposing) setTimeout(() => press(enter));
  });
}

/** Shows HTML that the worker wrote, in which every text is escaped. What was focused, scrolled and opened stays so. */
function put(host, html, wanted, drawMarkdown) {
  const active = host.contains(document.activeElement) ? document.activeElement.id : '';
  const all = (selector) => [...host.querySelectorAll(selector)];
  const scrolled = all('[tabindex][id]').map(({ id, scrollLeft, scrollTop }) => [id, scrollLeft, scrollTop]);
  const open = all('details[open][id]').map(({ id }) => id);
  fill(host, html, drawMarkdown);
  for (const [id, left, top] of scrolled) document.getElementById(id)?.scrollTo(left, top);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  document.getElementById(wanted || active)?.focus();
}

function fill(host, html, drawMarkdown) {
  host.innerHTML = html;
  for (const view of host.querySelectorAll('[data-prose]')) drawMarkdown(view, view.textContent, 3);
}

/** Calls `connect` with the ids of two stages when somebody draws a line from one to the other. */
function drawLines(host, connect) {
  let from;
  let line;
  const stageOf = (element) => element?.closest?.('[data-stage]');
  const end = () => {
    line?.remove();
    host.classList.remove('is-drawing');
    from = line = undefined;
    removeEventListener('keydown', giveUp);
  };
  const giveUp = ({ key }) => key === 'Escape' && end();
  const placed = ({ svg }, { clientX, clientY }) =>
    new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
  host.addEventListener('pointerdown', (event) => {
    const stage = stageOf(event.target);
    // A finger scrolls.
    if (!stage || event.button || event.pointerType === 'touch') return;
    from = { id: stage.dataset.stage, svg: stage.ownerSVGElement, event };
    addEventListener('keydown', giveUp);
  });
  host.addEventListener('pointermove', (event) => {
    if (!from) return;
    if (!line) {
      if (Math.hypot(event.clientX - from.event.clientX, event.clientY - from.event.clientY) < SLACK) return;
      line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
      line.setAttribute('class', 'drawn-line');
      const start = placed(from, from.event);
      line.setAttribute('x1', start.x);
      line.setAttribute('y1', start.y);
      from.svg.append(line);
      host.classList.add('is-drawing');
    }
    const point = placed(from, event);
    line.setAttribute('x2', point.x);
    line.setAttribute('y2', point.y);
    event.preventDefault();
  });
  host.addEventListener('pointerup', (event) => {
    const to = line && stageOf(document.elementFromPoint(event.clientX, event.clientY));
    const start = from;
    end();
    if (to && to.dataset.stage !== start.id) connect(start.id, to.dataset.stage);
  });
  host.addEventListener('pointercancel', end);
  host.addEventListener('pointerleave', end);
}
