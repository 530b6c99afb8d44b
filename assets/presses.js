// The second click of two is meant for what the first one was for, and not for what has come into its place, such as the button that
// deletes the next entry. views.js begins it.

/** Watches. Gives what ends it. */
export function watchPresses() {
  const ending = new AbortController();
  let pressed;
  const hear = (event) => {
    const button = event.target.closest('button');
    if (event.detail < 2) pressed = button;
    else if (button !== pressed) event.stopImmediatePropagation();
  };
  addEventListener('click', hear, { capture: true, signal: ending.signal });
  return () => ending.abort();
}
