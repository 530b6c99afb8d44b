// Two pages of the same entries as a playbook that do next to nothing, for the app to be compared with: what a browser takes for
// the entries alone. Nobody would want to work with either.
//
// - `html`: every entry with all its fields in the page, and a text box on top. Its search is the browser's own.
// - `script`: the entries as JSON, and a few lines of JavaScript that draw the first 50 of those in which is what stands in the
//   search box. It looks at all of them at each letter; in small letters they are already.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { serve } from '../server.mjs';
import { lists } from './playbook.mjs';

/** The files that a visit of each page downloads. */
export const LIMIT_FILES = { html: ['index.html'], script: ['script.html', 'script.js', 'entries.json'] };

/** What has to be there before a page can be worked with: see `watch` in app.mjs. */
const READY = {
  html: ['textarea', 'footer'],
  script: ['textarea', '[role=option]:nth-child(50), [role=option]:last-child'],
};

/** Serves both pages from a temporary folder, as the app is served. */
export async function serveLimits(playbook) {
  const folder = mkdtempSync(path.join(tmpdir(), 'guidepost-limits-'));
  const write = (file, text) => writeFileSync(path.join(folder, file), text);
  const entries = lists(playbook).flatMap(([owner, key]) => owner[key].map((entry) => ({ kind: key, ...entry })));
  write('index.html', htmlPage(playbook.title, entries));
  write('script.html', scriptPage(playbook.title));
  write('script.js', `(${program})();\n`);
  write('entries.json', JSON.stringify(entries));
  const server = await serve({ folder });
  return {
    folder,
    html: { address: server.url, ready: { selectors: READY.html } },
    script: { address: `${server.url}script.html`, ready: { selectors: READY.script } },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const head = (title) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>`;

const BOX = '<textarea aria-label="Text" rows="10" cols="80"></textarea>';

function htmlPage(title, entries) {
  const articles = entries.map((entry) => `<article>${fields(entry)}</article>`);
  return `${head(title)}\n<h1>${escaped(title)}</h1>\n${BOX}\n${articles.join('\n')}\n<footer>The end</footer>\n`;
}

/** The fields of an entry; its parts, which are entries themselves, below their field. */
function fields(entry) {
  const value = (given) => {
    if (Array.isArray(given)) return given.map(value).join(', ');
    return typeof given === 'object' ? fields(given) : escaped(String(given));
  };
  const rows = Object.entries(entry).map(([key, given]) => `<dt>${escaped(key)}<dd>${value(given)}`);
  return `<dl>${rows.join('')}</dl>`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function scriptPage(title) {
  return `${head(title)}
<link rel="preload" as="fetch" crossorigin href="entries.json">
<h1>${escaped(title)}</h1>
${BOX}
<p><input type="search" role="combobox" aria-label="Search" aria-expanded="true" aria-controls="results"> <output></output></p>
<ul id="results" role="listbox" aria-label="Results"></ul>
<script src="script.js"></script>
`;
}

/** Runs in the page, so nothing from around it is known there. */
async function program() {
  const [box, list, count] = ['input', 'ul', 'output'].map((name) => document.querySelector(name));
  const strings = (value) => (typeof value === 'object' ? Object.values(value).map(strings).join('\n') : String(value));
  const entries = await (await fetch('entries.json')).json();
  for (const entry of entries) {
    entry.text = strings(entry);
    entry.lowered = entry.text.toLowerCase();
  }
  const draw = () => {
    const wanted = box.value.toLowerCase();
    const found = entries.filter(({ lowered }) => lowered.includes(wanted));
    const rows = found.slice(0, 50).map(({ text }) => {
      const row = document.createElement('li');
      row.role = 'option';
      row.textContent = text.slice(0, 200);
      return row;
    });
    list.replaceChildren(...rows);
    count.textContent = found.length;
  };
  box.addEventListener('input', draw);
  draw();
}
