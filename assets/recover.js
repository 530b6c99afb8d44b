// What can be done about a playbook that can't be opened. src/ui/playbook.rs fetches it.
import { added, downloadButton, fileName, rescueFile, shownTitle, titleOf } from './rescue.js';

const { tr } = globalThis.guidepostLanguage;

/**
 * For a playbook that can't be opened: a copy of what is stored first, then an attempt to put together what can be read, and
 * last to remove it. `remove()` says why it did not work, if it did not.
 */
export function recover(host, id, remove) {
  const title = titleOf(id);
  host.replaceChildren();
  const step = (heading, text) => {
    const section = added(host, 'section', '');
    added(section, 'h2', heading);
    added(section, 'p', text);
    return section;
  };
  const first = step(tr('1. Keep a copy'), tr('What is stored, as it is. Keep this file until all is well.'));
  downloadButton(first, tr('Download “{}”', shownTitle(id)), title, id).className = 'primary';

  const second = step(
    tr('2. Put together what can be read'),
    tr('Shows what was found before anything is changed. What can’t be read is set aside, not thrown away.'),
  );
  const repair = added(second, 'button', tr('Repair'), { type: 'button', className: 'secondary' });
  repair.onclick = async () => importFile(fileName(title), await rescueFile({ only: id }));

  const third = step(tr('3. Or remove it'), tr('Only this playbook, and for good. Others are not touched.'));
  const form = added(third, 'form', '');
  const word = tr('REMOVE');
  const label = added(form, 'label', tr('To remove it, type {} ', word));
  const box = added(label, 'input', '', {
    className: 'line boxed',
    autocomplete: 'off',
    required: true,
    pattern: word,
  });
  added(form, 'button', tr('Remove this playbook'), { type: 'submit', className: 'primary danger' });
  const said = added(form, 'p', '');
  said.setAttribute('role', 'alert');
  form.onsubmit = (event) => {
    event.preventDefault();
    if (box.value === word) said.textContent = remove();
  };
}

/** Imports a text, as if somebody had dropped it on the page as a file. */
function importFile(name, text) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { type: 'application/json' }));
  dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
}
