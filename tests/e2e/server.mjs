// Serves dist/ below a path, as a team's own web server might. There is nothing outside that path,
// so that an address which is not relative is noticed.
//
// As a program: node server.mjs [port]

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Starts the server, on any free port unless one is named; gives its address and how to stop it. */
export async function serve({ folder = dist, port = 0, headers = {} } = {}) {
  if (!existsSync(path.join(folder, 'index.html'))) {
    throw new Error(`There is no app in ${folder}. Build it first: cargo xtask dist`);
  }
  const server = createServer((request, response) => {
    const file = find(folder, new URL(request.url, 'http://localhost').pathname);
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    response.writeHead(200, {
      ...headers,
      'content-type': types[path.extname(file)] ?? 'application/octet-stream',
      'content-length': statSync(file).size,
    });
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
