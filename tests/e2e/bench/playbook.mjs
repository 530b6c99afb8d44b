// Playbooks of any size, for measuring: the example playbook again and again, with a number behind
// every name from the second time on. So the texts, the kinds of entry and what points at what are
// as in a real playbook, and each run gets the same file.

import { readFileSync } from 'node:fs';

const example = new URL('../../../assets/example-playbook.json', import.meta.url);

/** What an entry is called, and what other entries may call it. */
const names = ['name', 'abbreviation', 'alsoKnownAs'];

/** The fields that hold names of other entries. */
const references = [
  'changeTo',
  'doneBy',
  'integratesWith',
  'manager',
  'members',
  'notToBeConfusedWith',
  'owner',
  'stakeholders',
  'toStage',
];

/** A playbook as the object that is in a file. Counts the entries that stand in a list of their
 * own, as the start page does; their parts, such as transitions out of a stage, come on top. */
export function playbookOf(size) {
  const once = JSON.parse(readFileSync(example, 'utf8'));
  const total = lists(once).reduce((sum, [owner, key]) => sum + owner[key].length, 0);
  const playbook = { ...once, title: `Playbook of ${size} entries`, sections: once.sections };

  // Of each list its share, to the entry: the rest of the division goes to whoever comes next.
  let [sources, entries] = [0, 0];
  for (const [owner, key] of lists(playbook)) {
    sources += owner[key].length;
    const count = Math.round((sources * size) / total) - entries;
    entries += count;
    owner[key] = Array.from({ length: count }, (_, place) => {
      const entry = owner[key][place % owner[key].length];
      return numbered(entry, Math.floor(place / owner[key].length) + 1);
    });
  }
  return withoutDangling(playbook);
}

/** Every list of entries, as the object it is in and its key there. */
export function lists(playbook) {
  const owners = [playbook, ...playbook.sections];
  return owners.flatMap((owner) =>
    Object.keys(owner)
      .filter((key) => Array.isArray(owner[key]) && key !== 'sections')
      .map((key) => [owner, key]),
  );
}

/** The same entry in the `copy`th repetition of the example, pointing at entries of that one. */
function numbered(entry, copy) {
  const rename = (value) => (copy === 1 ? value : `${value} ${copy}`);
  return mapped(entry, (key, value) =>
    names.includes(key) || references.includes(key) ? rename(value) : value,
  );
}

/** A list that was cut short lacks entries that others point at. */
function withoutDangling(playbook) {
  const known = new Set();
  const collect = (key, value) => {
    if (names.includes(key)) known.add(value);
    return value;
  };
  mapped(playbook, collect);
  return mapped(playbook, (key, value) =>
    references.includes(key) && !known.has(value) ? undefined : value,
  );
}

/** A copy, with each value of each key replaced; in lists, item by item. */
function mapped(node, replace, key) {
  if (Array.isArray(node)) {
    return node.map((item) => mapped(item, replace, key)).filter((item) => item !== undefined);
  }
  if (typeof node !== 'object') return replace(key, node);
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, mapped(value, replace, key)]),
  );
}
