// A site that can be replaced and taken away, for what the service worker does.

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { makeOffline } from '../../xtask/node/offline.mjs';
import { test as base } from './fixtures';
import { securityHeaders, serve } from './server.mjs';

const DIST = path.join(import.meta.dirname, '../../dist');

const folders: string[] = [];

function temporary() {
  const folder = mkdtempSync(path.join(tmpdir(), 'guidepost-offline-'));
  folders.push(folder);
  return folder;
}

/** A folder that is hosted: it can be replaced, and the server can be gone for a while. */
export class Host {
  url = '';
  readonly folder = temporary();
  private server?: Awaited<ReturnType<typeof serve>>;

  /** At the same address each time. */
  async start(headers: Record<string, string> = {}) {
    await this.stop();
    const port = this.url ? Number(new URL(this.url).port) : 0;
    this.server = await serve({
      folder: this.folder,
      port,
      headers: { ...securityHeaders(DIST), 'cache-control': 'no-cache', ...headers },
    });
    this.url = this.server.url;
  }

  async stop() {
    await this.server?.close();
    this.server = undefined;
  }

  /** Puts a build in place of what is there. */
  put(build = DIST) {
    for (const name of readdirSync(this.folder)) rmSync(path.join(this.folder, name), { recursive: true });
    cpSync(build, this.folder, { recursive: true });
  }

  file(name: string) {
    return path.join(this.folder, name);
  }
}

export const test = base.extend<object, { host: Host }>({
  host: [
    async ({}, use) => {
      const host = new Host();
      host.put();
      await host.start();
      await use(host);
      await host.stop();
      for (const folder of folders) rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  site: [async ({ host }, use) => use(host.url), { scope: 'worker' }],
});

/** Another build: its dialog about storage says so, and its programs are none. */
export function another(words = 'Storage of the next version') {
  const folder = temporary();
  cpSync(DIST, folder, { recursive: true });
  const keeping = path.join(folder, 'keeping.js');
  writeFileSync(keeping, readFileSync(keeping, 'utf8').replaceAll('Storage and backup', words));
  for (const file of ['formats.js', 'insight.js']) writeFileSync(path.join(folder, file), 'throw new Error("another build");');
  const version = makeOffline(folder);
  return { folder, version };
}
