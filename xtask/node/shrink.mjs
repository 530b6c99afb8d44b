// Makes what trunk built in a folder ready to be hosted: smaller, sealed, and able to open offline. `cargo xtask dist` runs it.
//
// Smaller: scripts without comments and long names, one script and one style file instead of several, short names for what a
// program imports, no paths of the machine that built it. Sealed: see seal.mjs. Offline: see offline.mjs.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import esbuild from 'esbuild';
import { shortened } from './names.mjs';
import { makeOffline } from './offline.mjs';
import { withoutForeignPlaces } from './places.mjs';
import { seal } from './seal.mjs';

const folder = argv[2];
const LIBRARY = 'marked.esm.js';
const at = (file) => join(folder, file);
const read = (file) => readFileSync(at(file), 'utf8');
const write = (file, text) => writeFileSync(at(file), text);
const only = (found, what) => {
  if (found.length === 1) return found[0];
  throw new Error(`There should be one ${what} in the build, but there are ${found.length}`);
};

const files = readdirSync(folder);
const program = only(files.filter((file) => /^guidepost-.*_bg\.wasm$/.test(file)), 'program');
const script = only(files.filter((file) => /^guidepost-.*\.js$/.test(file)), 'script of the program');
for (const [code, glue] of [[program, script], ...['formats', 'insight'].map((of) => [`${of}_bg.wasm`, `${of}.js`])]) {
  const short = shortened(withoutForeignPlaces(readFileSync(at(code))), read(glue));
  write(code, short.program);
  write(glue, short.script);
}

// What the page begins with: the program's script and all that it imports.
const start = await esbuild.build({
  stdin: { contents: starting(script), resolveDir: folder },
  bundle: true,
  minify: true,
  format: 'esm',
  write: false,
  // wasm-bindgen names a script twice that two modules import from.
  logOverride: { 'duplicate-object-key': 'silent' },
});
rmSync(at(script));
rmSync(at('snippets'), { recursive: true });

for (const file of readdirSync(folder).filter((file) => file.endsWith('.js') && file !== LIBRARY)) {
  const text = read(file);
  // The names of a module are its own; those of other scripts are not.
  const format = /^(import|export)\b/m.test(text) ? 'esm' : undefined;
  const { code } = await esbuild.transform(text, { format, minify: true });
  write(file, code);
}
write(LIBRARY, await parserOnly(read(LIBRARY)));

// What is fetched later.
const hashed = /-[0-9a-f]{16}\.css$/;
for (const file of readdirSync(folder).filter((file) => file.endsWith('.css') && !hashed.test(file))) {
  const { code } = await esbuild.transform(read(file), { loader: 'css', minify: true });
  write(file, code);
}

const page = read('index.html');
const styles = [...page.matchAll(/<link href=\.\/(\S+\.css) rel=stylesheet>/g)].map(([, file]) => file);
if (styles.length === 0) throw new Error('index.html has no style files as trunk writes them');
const style = await esbuild.transform(styles.map(read).join(''), { loader: 'css', minify: true });
for (const file of styles) rmSync(at(file));

seal({ folder, page, program, script: start.outputFiles[0].text, style: style.code, library: LIBRARY });

const worker = readFileSync(join(import.meta.dirname, '../../assets/service-worker.js'), 'utf8');
makeOffline(folder, (await esbuild.transform(worker, { format: 'iife', minify: true })).code);

/** The script that fetches the program and starts it, with what tests of the built app ask of it. */
function starting(script) {
  return `
    import init from './${script}';
    const program = document.querySelector('link[as=fetch]');
    init({ module_or_path: fetch(program.href, { integrity: program.dataset.integrity, credentials: 'same-origin' }) });
    export { allowedLink, drawMarkdown, drawWords } from '${proseIn('./snippets')}';
  `;
}

/** Where trunk put the script that draws texts: in a folder with a hash in its name. */
function proseIn(snippets) {
  const found = readdirSync(at(snippets), { recursive: true }).filter((file) => file.endsWith('prose.js'));
  return `${snippets}/${only(found, 'prose.js').replaceAll('\\', '/')}`;
}

/**
 * The library that reads Markdown without what writes HTML, which the app has no use for. It makes a writer as soon as it is
 * loaded, so a bundler would keep that: what begins with it is cut off, and then goes whatever only it needs. The
 * note of whose it is stays.
 */
async function parserOnly(text) {
  const names = /export\{(.*)\};/.exec(text)?.[1] ?? '';
  const nameOf = (name) => new RegExp(`([\\w$]+) as ${name}\\b`).exec(names)?.[1];
  const [lexer, tokenizer, writer] = ['Lexer', 'Tokenizer', 'Marked'].map(nameOf);
  const end = text.search(new RegExp(`var [\\w$]+=new ${writer?.replaceAll('$', '\\$')};`));
  if (!lexer || !tokenizer || end < 0) throw new Error(`${LIBRARY} is not built as this script knows it`);
  const contents = `${text.slice(0, end)}export{${lexer} as Lexer,${tokenizer} as Tokenizer};`;
  const note = text.slice(text.indexOf('/**'), text.indexOf('*/') + 2);
  const options = { bundle: true, minify: true, format: 'esm', write: false, banner: { js: note } };
  const { outputFiles } = await esbuild.build({ stdin: { contents }, ...options });
  return outputFiles[0].text;
}
