// While something can't be stored, whoever leaves the playbook or the page is asked first: what they wrote is only here. views.js
// begins it.

const { tr } = globalThis.guidepostLanguage;

/** Watches. Gives what ends it. */
export function watchUnsaved() {
  const ending = new AbortController();
  const { signal } = ending;
  let was = false;
  // The header says it; where one reads there is none, and nothing is written.
  const isUnsaved = () => {
    const said = document.querySelector('.saving');
    if (said) was = said.classList.contains('saving-failed');
    return was;
  };
  const isSame = (url) => new URL(url, location.href).hash.split('/')[2] === location.hash.split('/')[2];
  const stays = () =>
    !confirm(tr('What you wrote last is not stored. It is lost when you leave. Export it first, or make room in this browser. Leave all the same?'));
  const leave = (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || link.target || isSame(link.href) || !isUnsaved()) return;
    if (stays()) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      ending.abort();
    }
  };
  addEventListener('click', leave, { capture: true, signal });
  // The browser's Back, where it lets itself be held back.
  const goBack = (event) => {
    const isLeft = event.navigationType === 'traverse' && event.cancelable && !isSame(event.destination.url);
    if (isLeft && isUnsaved() && stays()) event.preventDefault();
  };
  window.navigation?.addEventListener('navigate', goBack, { signal });
  const close = (event) => {
    if (isUnsaved()) event.preventDefault();
  };
  addEventListener('beforeunload', close, { signal });
  return () => ending.abort();
}
