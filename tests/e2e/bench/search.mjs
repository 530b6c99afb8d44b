// Searching, letter by letter, in the app and in the plain JavaScript page that looks through all entries.
//
// The clock of one letter starts at its `keydown` and stops at the end of the last frame that changed the results: until there is
// nothing more to come. A letter that changes nothing is left out. The next one is typed when all is quiet, so that each change is
// known to be of which letter.

/** What is looked for: words of the example, two of them, and something that nobody wrote. */
const QUERIES = ['lead', 'pipeline', 'sales team', 'campaign', 'quarter', 'xyzzy'];

/** All is quiet when nothing has changed for so long, in milliseconds. */
const QUIET = 150;

/** Notes when results change, from now on. Runs in the page. */
function observe() {
  let pressed = 0;
  let shown;
  let changed = performance.now();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => (shown = performance.now());
  const press = ({ timeStamp }) => {
    pressed = timeStamp;
    shown = undefined;
  };
  addEventListener('keydown', press, { capture: true });
  const isResult = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest('[role=listbox]');
  // Also where the whole list comes or goes.
  const hasResult = (node) => node.nodeType === Node.ELEMENT_NODE && node.querySelector('[role=option]');
  const observer = new MutationObserver((records) => {
    const isOurs = ({ target, addedNodes, removedNodes }) => isResult(target) || [...addedNodes, ...removedNodes].some(hasResult);
    if (!records.some(isOurs)) return;
    changed = performance.now();
    requestAnimationFrame(() => port2.postMessage(null));
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  window.searchQuiet = () => performance.now() - Math.max(changed, pressed);
  window.searchTook = () => (shown === undefined ? undefined : shown - pressed);
}

/** Whether this build of the app can search. */
export async function canSearch(page) {
  return (await page.getByRole('button', { name: 'Search', exact: true }).count()) > 0;
}

/** Searches in all pages in turns, so often for each query; gives the times of each page. The first round is not counted: the app
 * may have to get ready. */
export async function compareSearch(pages, rounds) {
  const times = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  for (const page of Object.values(pages)) await page.evaluate(observe);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [place, query] of QUERIES.entries()) {
      const turns = Object.entries(pages);
      if ((round + place) % 2) turns.reverse();
      for (const [name, page] of turns) {
        const taken = await search(page, query);
        if (round > 0) times[name].push(...taken);
      }
    }
  }
  return times;
}

/** The milliseconds of each letter of a query. */
async function search(page, query) {
  const box = page.getByRole('combobox', { name: 'Search', exact: true });
  if (!(await box.isVisible())) await page.keyboard.press('ControlOrMeta+k');
  await box.waitFor();
  await box.fill('');
  await quiet(page);
  const times = [];
  for (const letter of query) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await quiet(page);
    const took = await page.evaluate('searchTook()');
    if (took !== undefined) times.push(took);
  }
  return times;
}

/** Waits until nothing has changed for a while since the last key. */
async function quiet(page) {
  await page.waitForTimeout(2 * QUIET);
  for (let look = 0; look < 200; look += 1) {
    if ((await page.evaluate('searchQuiet()')) >= QUIET) return;
    await page.waitForTimeout(QUIET / 3);
  }
}
