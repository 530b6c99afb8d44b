// Makes a build open without a network: writes its service worker, which knows each file of it by its content, and notes in the
// page which version it is of. Whatever changes a file after this has to call it again.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SCRIPT = 'service-worker.js';
const PAGE = 'index.html';

/** What is for servers, and no page asks for. */
const FOR_SERVERS = 'headers.nginx.conf';

/** Gives the version of a build. The script is that of the service worker; where there is none, it is the one of before. */
export function makeOffline(folder, script = scriptOf(readFileSync(join(folder, SCRIPT), 'utf8'))) {
  const paths = readdirSync(folder, { recursive: true })
    .filter((path) => path !== SCRIPT && path !== FOR_SERVERS && statSync(join(folder, path)).isFile())
    .sort();
  const contents = new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path))]));
  // What says which version it is can't be a part of what makes the version.
  const page = contents.get(PAGE)?.toString().replace(/(<html[^>]*?) data-version=\w+/, '$1');
  if (!page?.includes('<html')) throw new Error(`${PAGE} does not begin as this script knows it`);
  contents.set(PAGE, Buffer.from(page));
  const version = digest(JSON.stringify([script, ...files(contents)]), 'hex').slice(0, 16);
  contents.set(PAGE, Buffer.from(page.replace('<html', `<html data-version=${version}`)));
  writeFileSync(join(folder, PAGE), contents.get(PAGE));
  const build = JSON.stringify({ version, files: Object.fromEntries(files(contents)) });
  writeFileSync(join(folder, SCRIPT), `self.build=${build};\n${script}`);
  return version;
}

/** Paths with what tells their contents apart. */
const files = (contents) => [...contents].map(([path, content]) => [path, digest(content, 'base64')]);

const digest = (content, encoding) => createHash('sha256').update(content).digest(encoding);

/** A service worker without its first line, in which the build is. */
const scriptOf = (worker) => worker.slice(worker.indexOf('\n') + 1);
