// Makes what trunk built in a folder smaller: scripts without comments and long names, and one style file instead of
// several, which also compresses better. `cargo xtask dist` runs it.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import esbuild from 'esbuild';

const folder = argv[2];
const read = (file) => readFileSync(join(folder, file), 'utf8');
const LIBRARY = 'marked.esm.js';
const write = (file, text) => writeFileSync(join(folder, file), text);

for (const file of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.js'))) {
  if (file === LIBRARY) continue;
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
const links = [...page.matchAll(/<link href=\.\/(\S+\.css) rel=stylesheet>/g)];
if (links.length === 0) throw new Error('index.html has no style files as trunk writes them');
const style = links.map(([, file]) => read(file)).join('');
const { code } = await esbuild.transform(style, { loader: 'css', minify: true });
const name = `style-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.css`;
write(name, code);
const [first, ...others] = links.map(([link]) => link);
const merged = page.replace(first, `<link href=./${name} rel=stylesheet>`);
write(
  'index.html',
  others.reduce((text, link) => text.replace(link, ''), merged),
);
for (const [, file] of links) rmSync(join(folder, file));

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
