// The second click of two is meant for what the first one was for, and not for what has come into its place, such as the button that
// deletes the next entry. And Escape takes back what somebody is about to call a section. views.js begins it.

/** Watches. Gives what ends it. */
export function watchPresses() {
  const ending = new AbortController();
  let pressed;
  const hear = (event) => {
    const button = event.target.closest('button');
    if (event.detail < 2) pressed = button;
    else if (button !== pressed) event.stopImmediatePropagation();
  };
  let name;
  const begin = ({ target }) => {
    if (target.matches?.('.rename input')) name = target.value;
  };
  const giveUp = ({ key, target, isComposing }) => {
    if (key !== 'Escape' || isComposing || !target.matches?.('.rename input')) return;
    // As if it were typed, so that the page hears of it.
    target.select();
    if (target.value !== name) document.execCommand(name ? 'insertText' : 'delete', false, name);
    target.form.requestSubmit();
  };
  const signal = ending.signal;
  addEventListener('click', hear, { capture: true, signal });
  addEventListener('focusin', begin, { signal });
  addEventListener('keydown', giveUp, { signal });
  return () => ending.abort();
}
