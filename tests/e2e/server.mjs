// Serves dist/ below a path, as a team's own web server might. There is nothing outside that path,
// so that an address which is not relative is noticed.
//
// As a program: node server.mjs [port]

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, '..', '..', 'dist');
const prefix = '/some/where/';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** The headers that the build wants servers to send. */
export function securityHeaders(folder = dist) {
  const lines = readFileSync(path.join(folder, 'headers.nginx.conf'), 'utf8').matchAll(/^add_header (\S+) "(.*)" always;$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name.toLowerCase(), value]));
}

/** What README.md has servers compress, and which files it lets browsers keep: their names hold a hash of what is in them. */
const compressed = new Set(['.html', '.css', '.js', '.json', '.wasm', '.svg']);
const hashed = /-[0-9a-f]{12,16}(_bg)?(\.esm)?\.(js|wasm|css|svg)$/;

/** What was compressed once. */
const packed = new Map();

/**
 * Starts the server, on any free port unless one is named; gives its address and how to stop it. One that is `hosted` does all
 * that README.md asks of whoever hosts the app: it compresses, says what browsers may keep, sends the page's policy, and has a
 * `config.json`, which says nothing where there is none in the folder.
 */
export async function serve({ folder = dist, port = 0, headers = {}, hosted = false } = {}) {
  if (!existsSync(path.join(folder, 'index.html'))) {
    throw new Error(`There is no app in ${folder}. Build it first: cargo xtask dist`);
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = find(folder, pathname);
    if (!file && hosted && pathname === `${prefix}config.json`) {
      response.writeHead(200, { 'content-type': types['.json'], 'cache-control': 'no-cache' }).end('{}');
      return;
    }
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    const type = { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' };
    if (hosted) {
      respondHosted(request, response, file, { ...securityHeaders(folder), ...headers, ...type });
      return;
    }
    response.writeHead(200, { ...headers, ...type, 'content-length': statSync(file).size });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function respondHosted(request, response, file, headers) {
  headers['cache-control'] = hashed.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache';
  const packs = compressed.has(path.extname(file)) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
  if (packs) Object.assign(headers, { 'content-encoding': 'br', vary: 'Accept-Encoding' });
  const content = packs ? brotli(file) : readFileSync(file);
  response.writeHead(200, { ...headers, 'content-length': content.length }).end(content);
}

/** A file after brotli, as the module of nginx does it unless it is told otherwise. */
function brotli(file) {
  const key = `${file} ${statSync(file).mtimeMs}`;
  if (!packed.has(key)) {
    packed.set(key, brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }));
  }
  return packed.get(key);
}

function find(folder, pathname) {
  if (!pathname.startsWith(prefix)) return undefined;
  const name = decodeURIComponent(pathname.slice(prefix.length)) || 'index.html';
  const file = path.join(folder, name);
  const inside = file.startsWith(folder + path.sep);
  return inside && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.argv[2] ?? 0) });
  console.log(`Serving dist/ at ${url} until you press Ctrl+C.`);
}
