// Reminds of a backup, beside the button "Storage": never louder than that. And begins what writes a playbook to its file. Fetched
// when a playbook is opened (src/ui/keeping.rs).

const { tr } = globalThis.guidepostLanguage;

const WEEK = 7 * 24 * 3600_000;

/** So long a playbook may be without a copy elsewhere before anybody is reminded, in weeks. */
const PATIENCE = 2;

/** In milliseconds. What is looked at are two short texts. */
const LOOKED_AT_EVERY = 10_000;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

/** What is said of a playbook in which there is something, and which was changed since its last copy left or since it was made. */
function due(id) {
  const { at } = read(`guidepost/playbook/${id}/backup`);
  const { created, changed, entries } = read(`guidepost/playbook/${id}/summary`);
  const since = Date.parse(at ?? created);
  const weeks = Math.floor((Date.now() - since) / WEEK);
  if (!(entries > 0 && Date.parse(changed) > since && weeks >= PATIENCE)) return '';
  return at ? tr('not backed up for {} weeks', weeks) : tr('never backed up');
}

/** Begins for the playbook that is open. What writes its file says in `page.waits` why it does not, and has it looked at. */
export async function begin(page, address) {
  const id = page('state')?.split(' ')[0];
  if (!id) return;
  page.look = () => {
    const button = document.querySelector('.bar [data-does=storage]');
    const label = [tr('Storage'), page.waits || due(id)].filter(Boolean).join(' · ');
    if (button && page('state') && button.textContent !== label) button.textContent = label;
  };
  page.look();
  const timer = setInterval(() => (page('state') ? page.look() : clearInterval(timer)), LOOKED_AT_EVERY);
  if (localStorage.getItem(`guidepost/playbook/${id}/tied`) === null) return;
  const file = await import(address('file.js'));
  await file.begin(page, address);
}
