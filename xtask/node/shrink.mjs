// Makes what trunk built in a folder smaller: scripts without comments and long names, and one style file instead of
// several, which also compresses better. `cargo xtask dist` runs it.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import esbuild from 'esbuild';

const folder = argv[2];
const read = (file) => readFileSync(join(folder, file), 'utf8');
const write = (file, text) => writeFileSync(join(folder, file), text);

for (const file of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.js'))) {
  const text = read(file);
  // Libraries come small, and keep the note of whose they are.
  if (file === 'marked.esm.js') continue;
  // The names of a module are its own; those of other scripts are not.
  const format = /^(import|export)\b/m.test(text) ? 'esm' : undefined;
  const { code } = await esbuild.transform(text, { format, minify: true });
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
