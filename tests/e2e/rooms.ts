// What the journeys in rooms have in common: a site with a server, browsers on it, and plain Yjs programs in the same room.

import type { Browser, BrowserContext, Page } from '@playwright/test';

import { connect, waitFor, type YjsServer } from '../servers/index.mjs';
import { expect, open, type Problems } from './fixtures';

export { waitFor };

/** Gives the site of a context this server, as its config.json does. */
export async function withServer(context: BrowserContext, server: { url: string; protocol: string }) {
  await withConfig(context, JSON.stringify({ server: { url: server.url, protocol: server.protocol } }));
}

export async function withConfig(context: BrowserContext, body: string, contentType = 'application/json') {
  await context.unroute('**/config.json');
  await context.route('**/config.json', (route) => route.fulfill({ body, contentType }));
}

/** Another browser, with nothing in it, on a site with this server. */
export async function anotherBrowser(
  browser: Browser,
  problems: Problems,
  server: { url: string; protocol: string },
) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  problems.watch(context);
  await withServer(context, server);
  return context.newPage();
}

/** Browsers report that they do not reach a server, which here is stopped before they are. */
export function expectNoServer(problems: Problems) {
  problems.expect(/WebSocket connection to .* failed/);
}

const shareDialog = (page: Page) => page.getByRole('dialog', { name: 'Share' });

/** Shares the open playbook, and gives the link. */
export async function share(page: Page, name: string) {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = shareDialog(page);
  await dialog.getByRole('textbox', { name: 'Your name' }).fill(name);
  await dialog.getByRole('button', { name: 'Make a room' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return link;
}

/** The name of the room that a link leads into. */
export const roomOf = (link: string) => link.split('#/join/')[1];

/** Opens a link, and comes in. */
export async function join(page: Page, link: string, name: string, token?: string) {
  await open(page, link);
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
  if (token !== undefined) await giveToken(page, token, 'Join');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
}

export async function giveToken(page: Page, token: string, button: string) {
  await page.getByRole('textbox', { name: 'Access token' }).fill(token);
  await page.getByRole('button', { name: button }).click();
}

/** What the header says of the connection. */
export const connection = (page: Page) => page.getByRole('banner').locator('.connection');

export async function expectLive(page: Page, words: string | RegExp = /^Live/) {
  await expect(connection(page)).toHaveText(words, { timeout: 20_000 });
}

/** A plain Yjs program in the room of a link. */
export async function plainClient(server: YjsServer, link: string, token?: string) {
  const client = connect(server.url, server.protocol, roomOf(link), { token });
  await client.synced();
  // A server that has a room stored may say that there is nothing, and send it right after.
  await waitFor(() => client.doc.getMap('playbook').get('id'), 'the playbook');
  return client;
}

/** The definition of a term in a plain Yjs document, as a shared text. */
export function definitionIn(doc: import('yjs').Doc, term: string) {
  const entries = [...doc.getMap('entries').values()] as import('yjs').Map<unknown>[];
  const entry = entries.find((entry) => String(entry.get('name')) === term && !entry.get('@deleted'));
  return entry?.get('definition') as import('yjs').Text | undefined;
}

/** All letters that several people typed, in whatever order. */
export const letters = (text: string) => [...text.replaceAll(' ', '')].sort().join('');
