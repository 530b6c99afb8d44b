// The playbook to be read: what the insight worker draws (src/bin/insight/reading), with contents that follow the scroll. views.js
// fetches it when somebody reads.

const { tr } = globalThis.guidepostLanguage;

/** Texts are set when they are so close to the window, in pixels. Before, they stand there as they were written. */
const AHEAD = '1200px';

/** What is read stands below the upper edge of the window, and above its middle. */
const READ = '-72px 0px -55% 0px';

/** So often what was gone to is put to the top again, while texts above it are set: until it has been there for so long. */
const STAYS = 12;
const STILL = 3;

const READER = 'guidepost/reader/';

/**
 * Begins. `page` gives `drawMarkdown`; `say` speaks to the worker; `search` opens the box that finds anything. A page that is
 * published gives `suggest`, too, which makes a copy to be changed, `known`, which forgets what changed, and `since`.
 */
export function startReading(host, { page, say, search }) {
  // What addresses of the same playbook begin with: here, and wherever else they lead to it.
  const [, screen, playbook] = location.hash.split('/');
  const base = page.suggest ? '#/published' : `#/${screen}/${playbook}`;
  const others = page.suggest ? /^#\/(?:playbook|read)\/[^/]+/ : new RegExp(`^#/playbook/${playbook}(?=/)`);
  const scroller = host.closest('.reading');
  const sources = new Map();
  let shape;
  let arrived = false;
  // While what the address leads to is looked for in all of it: whom it was shown to before.
  let seeks;
  // While what somebody comes back to is drawn.
  let returning;
  const chosen = () => host.querySelector('#read-reader')?.value ?? '';

  const later = new IntersectionObserver(
    (seen) => seen.forEach(({ isIntersecting, target }) => isIntersecting && set(target)),
    { root: scroller, rootMargin: AHEAD },
  );
  const set = (text) => {
    later.unobserve(text);
    if (text.dataset.proseLater === undefined) return;
    delete text.dataset.proseLater;
    text.dataset.prose = '';
    page.drawMarkdown(text, text.textContent, 4);
  };
  const setAll = () => host.querySelectorAll('[data-prose-later]').forEach(set);

  const visible = new Set();
  let current;
  const following = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (isIntersecting) visible.add(target);
        else visible.delete(target);
      }
      follow();
    },
    { root: scroller, rootMargin: READ },
  );
  const follow = () => {
    let first;
    for (const one of visible) {
      if (!one.isConnected) visible.delete(one);
      else if (!first || first.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING) first = one;
    }
    // An entry says more than the section that it is in.
    const entry = first && [...visible].find((one) => one !== first && first.contains(one));
    // Not everybody stands in the contents, but each section does.
    const places = [entry, first, first?.closest('.read-section')].filter(Boolean).map((one) => one.id.slice('read-'.length));
    if (places[0] === current?.dataset.to) return;
    const links = places.map((to) => host.querySelector(`.read-contents [data-to="${CSS.escape(to)}"]`));
    const link = links.find(Boolean);
    if (!link || link === current) return;
    current?.removeAttribute('aria-current');
    // What stays open is left alone: there may be thousands in it.
    const around = [];
    for (let item = link.closest('li'); item; item = item.parentElement.closest('li')) around.push(item);
    for (const item of host.querySelectorAll('.read-contents .is-open')) if (!around.includes(item)) item.classList.remove('is-open');
    current = link;
    link.setAttribute('aria-current', 'true');
    for (const item of around) item.classList.add('is-open');
    showCurrent();
  };
  const showCurrent = () => {
    const contents = host.querySelector('.read-contents');
    const [box, frame] = [current.getBoundingClientRect(), contents.getBoundingClientRect()];
    if (box.top < frame.top + 24 || box.bottom > frame.bottom - 24) contents.scrollTop += box.top - frame.top - frame.height / 3;
  };
  // On a telephone, what is read is shown in them once they are opened.
  const opened = ({ target, newState }) => newState === 'open' && target.matches('.read-contents') && current && showCurrent();
  host.addEventListener('toggle', opened, true);

  // Of what stands in groups, that is looked at which the browser draws: to look at thousands of entries takes longer than to draw them.
  const drawn = new WeakSet();
  const isDrawn = (one) => {
    const group = one.closest('.read-group');
    return !group || drawn.has(group);
  };
  const watch = (root) => {
    const entries = root.matches?.('.read-entry') ? [root] : [...root.querySelectorAll('.read-entry, .read-section')];
    entries.filter(isDrawn).forEach((one) => following.observe(one));
    [...root.querySelectorAll('[data-prose-later]')].filter(isDrawn).forEach((text) => later.observe(text));
  };
  const hearGroups = () => {
    for (const group of host.querySelectorAll('.read-group')) {
      if (!('oncontentvisibilityautostatechange' in group)) drawn.add(group);
      group.addEventListener('contentvisibilityautostatechange', ({ target, skipped }) => {
        if (target !== group) return;
        if (!skipped) {
          drawn.add(group);
          watch(group);
          return;
        }
        drawn.delete(group);
        group.querySelectorAll('[data-prose-later]').forEach((text) => later.unobserve(text));
        group.querySelectorAll('.read-entry').forEach((one) => {
          following.unobserve(one);
          visible.delete(one);
        });
      });
    }
  };

  /** Whatever leads to what is read leads to it here, also from what is drawn on top of the page. */
  const lead = (root) => {
    for (const link of root.querySelectorAll?.('a[href^="#/"]:not([data-keep])') ?? []) {
      const to = link.getAttribute('href').replace(others, base);
      if (!/\/(checks|owners)$/.test(to)) link.setAttribute('href', to);
    }
  };

  /** Shows what the worker drew. What did not change is left alone, so that nobody who reads loses the line. */
  const put = (html) => {
    draw(html);
    if (returning?.reader !== chosen()) return;
    restore(returning.at);
    returning = undefined;
  };
  const draw = (html) => {
    const template = document.createElement('template');
    template.innerHTML = html;
    lead(template.content);
    for (const since of template.content.querySelectorAll('[data-since]')) since.textContent = page.since ? ` (${page.since})` : '';
    const parts = [...template.content.querySelectorAll('[data-part]')];
    const frame = [...template.content.querySelectorAll('.read-bar, .read-contents')].map((part) => part.outerHTML).join('');
    const now = frame + parts.map((part) => part.dataset.part).join(' ');
    if (now === shape) {
      for (const part of parts) {
        const { part: name } = part.dataset;
        if (sources.get(name) === part.outerHTML) continue;
        sources.set(name, part.outerHTML);
        host.querySelector(`[data-part="${CSS.escape(name)}"]`)?.replaceWith(part);
        watch(part);
      }
      return;
    }
    const kept = placeNow();
    sources.clear();
    for (const part of parts) sources.set(part.dataset.part, part.outerHTML);
    shape = now;
    visible.clear();
    current = undefined;
    const focused = host.contains(document.activeElement) ? document.activeElement.id : '';
    host.replaceChildren(template.content);
    hearGroups();
    watch(host);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    const before = seeks;
    seeks = undefined;
    if (!arrived || before) {
      arrived = true;
      const isThere = arrive();
      if (isThere && before) tell(tr('All is shown now: this was not part of what you had chosen.'));
      if (!isThere && before) {
        say('change', 'read', 'reader', before.reader);
        restore(before.kept);
      }
    } else restore(kept);
  };
  /** What is at the top of the window, and how far from it. */
  const placeNow = () => {
    let passed;
    for (const one of host.querySelectorAll('.read-group, [data-part]')) {
      // Whoever asks where something is has its group drawn for it.
      if (passed?.contains(one)) continue;
      const { top, bottom } = one.getBoundingClientRect();
      if (bottom <= 72) passed = one;
      else if (one.dataset.part) return [one.dataset.part, top];
    }
    return undefined;
  };
  const restore = (kept) => {
    const one = kept && host.querySelector(`[data-part="${CSS.escape(kept[0])}"]`);
    if (one) scroller.scrollTop += one.getBoundingClientRect().top - kept[1];
  };

  /** What is remembered of where somebody is: whereabouts.js keeps it for those who come back. */
  const place = () => ({ at: placeNow(), reader: chosen() });
  /** Goes where the address leads, or to where somebody was who comes back. Says whether that is there. */
  const arrive = (isAskedFor = false) => {
    if (!location.hash.startsWith(base)) return false;
    leave();
    const kept = isAskedFor ? undefined : history.state?.reading;
    if (kept?.at) {
      if (kept.reader === chosen()) restore(kept.at);
      else {
        returning = kept;
        say('change', 'read', 'reader', kept.reader);
      }
      return true;
    }
    const to = location.hash.slice(base.length).split('/').filter(Boolean).pop();
    if (!to) {
      document.getElementById('page-title')?.focus({ preventScroll: true });
      scroller.scrollTop = 0;
      return true;
    }
    const place = document.getElementById(`read-${to}`);
    if (!place) {
      // Whoever is led to what does not matter to them wants to see it all the same.
      const reader = chosen();
      if (reader) {
        seeks = { reader, kept: placeNow() };
        say('change', 'read', 'reader', '');
      } else tell(tr('That is not in what is read here.'));
      return false;
    }
    // What stands above it has its height only once it was set.
    const texts = [...host.querySelectorAll('[data-prose-later]')];
    texts.filter((text) => place.contains(text)).slice(0, 20).forEach(set);
    document.getElementById(`${place.id}-title`)?.focus({ preventScroll: true });
    stay(place);
    return true;
  };
  /** Keeps something at the top while texts above it are set, until somebody scrolls. */
  let staying;
  const stay = (place) => {
    clearTimeout(staying);
    let [left, still] = [STAYS, 0];
    const settle = () => {
      if (!place.isConnected) return;
      const { top } = place.getBoundingClientRect();
      place.scrollIntoView({ behavior: 'instant' });
      still = Math.abs(place.getBoundingClientRect().top - top) < 1 ? still + 1 : 0;
      left -= 1;
      if (left > 0 && still < STILL) staying = setTimeout(settle, 60);
    };
    settle();
  };
  const leave = () => clearTimeout(staying);

  const status = document.createElement('p');
  status.className = 'read-status';
  status.setAttribute('role', 'status');
  scroller.append(status);
  let said;
  const tell = (text) => {
    status.textContent = text;
    clearTimeout(said);
    said = setTimeout(() => (status.textContent = ''), 3000);
  };
  const clicked = async (event) => {
    const { target } = event;
    const anchor = target.closest('[data-anchor]');
    if (anchor && !event.ctrlKey && !event.metaKey) {
      try {
        await navigator.clipboard.writeText(anchor.href);
        tell(tr('Link copied.'));
      } catch {
        tell(tr('The link is in the address bar now.'));
      }
    } else if (target.closest('[data-search]')) search();
    else if (target.closest('[data-print]')) print();
    else if (target.closest('[data-suggest]')) suggest();
    else if (target.closest('[data-known]')) page.known();
    else if (target.closest('[data-everything]')) {
      event.preventDefault();
      note('');
      choose('');
    } else if (target.closest('.read-contents a')) host.querySelector('.read-contents').hidePopover?.();
    goToStage(target);
    // What is shown already can be asked for again.
    const link = target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) setTimeout(() => arrive(true));
  };
  /** The copy opens at what is read here, once it is there. */
  const suggest = () => {
    const place = scroller.scrollTop > 0 ? current?.getAttribute('href').slice(base.length) : '';
    const lead = () => {
      const [copy] = location.hash.match(/^#\/playbook\/[^/]+$/) ?? [];
      if (copy && place) location.replace(copy + place);
    };
    addEventListener('hashchange', lead, { once: true });
    page.suggest();
  };
  const goToStage = (target) => {
    const stage = target.closest('[data-press^="stage:"]')?.dataset.press.slice('stage:'.length);
    if (!stage) return;
    const section = target.closest('.read-section').id.slice('read-'.length);
    const to = `${base}/${section}/${stage}`;
    if (location.hash === to) arrive(true);
    else location.hash = to;
  };
  host.addEventListener('click', clicked);
  host.addEventListener('keydown', ({ key: pressed, target }) => (pressed === 'Enter' || pressed === ' ') && goToStage(target));

  const key = READER + (page.suggest ? 'published' : playbook);
  const choose = (reader) => {
    say('change', 'read', 'reader', reader);
    scroller.scrollTop = 0;
  };
  const note = (reader) => {
    try {
      if (reader) localStorage.setItem(key, reader);
      else localStorage.removeItem(key);
    } catch {
      // Then it is chosen anew the next time.
    }
  };
  host.addEventListener('change', ({ target }) => {
    if (target.name !== 'reader') return;
    // Whoever comes back to this place is who they chose to be here.
    returning = undefined;
    history.replaceState(null, '');
    note(target.value);
    scroller.scrollTop = 0;
  });

  const leading = new MutationObserver((records) => records.forEach(({ addedNodes }) => addedNodes.forEach((node) => node.parentElement && lead(node.parentElement))));
  leading.observe(document.body, { childList: true, subtree: true });

  for (const touched of ['wheel', 'touchstart', 'keydown', 'pointerdown']) scroller.addEventListener(touched, leave, { passive: true });
  const moved = () => arrive();
  addEventListener('hashchange', moved);
  addEventListener('beforeprint', setAll);
  const reader = localStorage.getItem(key);
  if (reader) choose(reader);
  return {
    put,
    place,
    end() {
      later.disconnect();
      following.disconnect();
      leading.disconnect();
      clearTimeout(said);
      leave();
      removeEventListener('hashchange', moved);
      removeEventListener('beforeprint', setAll);
    },
  };
}
