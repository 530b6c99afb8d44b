// The box in which one looks for anything: what stands in the playbook, answers, and whatever the app can do. views.js fetches it when
// it is opened. What is found is drawn by the insight worker (src/bin/insight/search.rs).

const { tr } = globalThis.guidepostLanguage;

/** So long a button is waited for that is on the page where something is done. In milliseconds. */
const PATIENCE = 3_000;

const RESULTS = 'search-results';

function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** `views` shows what the worker draws; `look` tells it what was typed. */
export function openSearch(views, look) {
  if (document.querySelector('dialog[open]')) return;
  const box = make('input', {
    type: 'text',
    role: 'combobox',
    class: 'search-box',
    'aria-label': tr('Search'),
    'aria-autocomplete': 'list',
    'aria-controls': RESULTS,
    'aria-expanded': 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
    placeholder: tr('Find anything, ask, or type what to do'),
  });
  const status = make('p', { role: 'status', class: 'visually-hidden' });
  const host = make('div', { class: 'search-found', tabindex: '-1' });
  const close = make('button', { type: 'button', class: 'search-close', 'aria-label': tr('Close') }, '×');
  const hint = make('p', { class: 'search-hint' });
  hint.append(
    // What is only read is added to nowhere.
    /^#\/(read|published)/.test(location.hash)
      ? tr('Try “who owns Salesforce”, “difference iMQL MQL”, “which tool for webinars”. ')
      : tr('Try “who owns Salesforce”, “difference iMQL MQL”, “which tool for webinars”, “add stage”. '),
    make('kbd', {}, '↑'), ' ', make('kbd', {}, '↓'), tr(' choose, '), make('kbd', {}, 'Enter'), tr(' goes there.'),
  );
  const slash = make('input', { type: 'checkbox' });
  slash.checked = views.slash();
  slash.addEventListener('change', () => views.slash(slash.checked));
  hint.append(make('label', { class: 'search-slash' }, slash, tr('The key / opens this box, too')));
  const dialog = make('dialog', { class: 'dialog search', 'aria-label': tr('Search') }, make('div', { class: 'search-head' }, box, close), status, host, hint);
  let active;
  // Whoever types fast presses Enter before what was found is here: it is taken then.
  let waits = false;
  const isDrawn = () => host.firstElementChild?.dataset.for === box.value.trim();

  const options = () => [...host.querySelectorAll('[role=option]')];
  const choose = (option) => {
    active?.setAttribute('aria-selected', 'false');
    active = option;
    if (!option) return box.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    box.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  };
  // What the worker draws takes the place of what was there.
  const drawn = new MutationObserver(() => {
    const all = options();
    all.forEach((option, place) => {
      option.id = `search-option-${place}`;
      option.setAttribute('aria-selected', 'false');
    });
    box.setAttribute('aria-expanded', String(all.length > 0));
    hint.hidden = box.value.trim() !== '';
    const said = host.querySelector('[data-count]')?.dataset.count ?? '';
    if (status.textContent !== said) status.textContent = said;
    host.scrollTop = 0;
    active = undefined;
    choose(box.value.trim() ? all[0] : undefined);
    if (waits && isDrawn()) {
      waits = false;
      active?.click();
    }
  });
  drawn.observe(host, { childList: true });

  const take = (option) => {
    const { ask, page, do: press } = option.dataset;
    dialog.close();
    if (ask) views.ask(ask);
    else if (press) carryOut(page, press);
    else showAgain(option.getAttribute('href'));
  };
  host.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    // A link leads where it leads, also with a key that opens it elsewhere.
    if (option && !event.ctrlKey && !event.metaKey && !event.shiftKey) take(option);
  });
  host.addEventListener('pointermove', (event) => {
    const option = event.target.closest('[role=option]');
    if (option && option !== active) choose(option);
  });
  box.addEventListener('input', () => {
    waits = false;
    look(box.value);
  });
  box.addEventListener('keydown', (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    const all = options();
    if (steps && all.length) {
      event.preventDefault();
      const at = all.indexOf(active);
      const isAtEnd = at < 0 || (Math.abs(steps) === 1 && (at + steps < 0 || at + steps >= all.length));
      if (isAtEnd) choose(steps > 0 ? all[0] : all.at(-1));
      else choose(all[Math.min(all.length - 1, Math.max(0, at + steps))]);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (isDrawn()) active?.click();
      else waits = true;
    }
  });
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener('close', () => {
    drawn.disconnect();
    views.hide('search');
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  box.focus();
  views.show('search', host, () => {});
}

/** Goes to a page, unless one is there, and presses a button on it. */
async function carryOut(page, press) {
  if (page && location.hash !== page) location.hash = page;
  const until = performance.now() + PATIENCE;
  let button = null;
  while (!button && performance.now() < until) {
    await new Promise(requestAnimationFrame);
    button = document.querySelector(press);
  }
  if (!button) return;
  // On a phone the sections lie beside the page until somebody asks for them.
  const drawer = button.closest('#sections');
  if (drawer && button.getClientRects().length === 0) drawer.showPopover();
  button.scrollIntoView({ block: 'nearest' });
  button.focus();
  // What is open stays open.
  if (!button.matches('details[open] > summary')) button.click();
}

/** Whoever chooses what the address leads to already is led there, too. */
function showAgain(href) {
  if (location.hash !== href) return;
  const entry = document.getElementById(`entry-${href.split('/').pop()}`);
  // What is read goes there by itself.
  if (!entry) dispatchEvent(new HashChangeEvent('hashchange'));
  entry?.scrollIntoView();
  entry?.focus();
}
