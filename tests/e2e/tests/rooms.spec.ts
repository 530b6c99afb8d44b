// A playbook that several people write at once, through real servers: Hocuspocus, y-websocket and pycrdt-websocket.

import { expect, test } from '../fixtures';
import { add, createAt, entry, expectOrder, goTo, reload } from '../playbook';
import {
  anotherBrowser,
  definitionIn,
  expectLive,
  expectNoServer,
  join,
  plainClient,
  share,
  waitFor,
  withServer,
} from '../rooms';
import { startHocuspocus, startPycrdt, startYWebsocket } from '../../servers/index.mjs';
import type { Page } from '@playwright/test';

const definition = (page: Page, term = 'Lead') =>
  entry(page, term).getByRole('textbox', { name: 'Definition', exact: true });

const SERVERS = { Hocuspocus: startHocuspocus, 'y-websocket': startYWebsocket, 'pycrdt-websocket': startPycrdt };

test.beforeEach(({ problems }) => expectNoServer(problems));

for (const [name, start] of Object.entries(SERVERS)) {
  test(`two browsers and a plain Yjs program write together through ${name}`, async ({
    page,
    browser,
    context,
    problems,
  }) => {
    const server = await start();
    await withServer(context, server);
    await createAt(page, 'Definitions');
    await add(page, 'definition', 'Lead');
    await definition(page).fill('A lead is somebody.');
    const link = await share(page, 'Ana');
    await expectLive(page, 'Live, nobody else here');

    const other = await anotherBrowser(browser, problems, server);
    await join(other, link, 'Ben');
    await expectLive(other, 'Live, 2 here');
    await expectLive(page, 'Live, 2 here');
    await goTo(other, 'Definitions');
    await expect(definition(other)).toHaveValue('A lead is somebody.');

    // All in the same paragraph.
    await definition(page).focus();
    await page.keyboard.press('Control+Home');
    await definition(other).focus();
    await other.keyboard.press('Control+End');
    await Promise.all([
      page.keyboard.type('Here we say: ', { delay: 20 }),
      other.keyboard.type(' Or so they think.', { delay: 20 }),
    ]);
    const both = 'Here we say: A lead is somebody. Or so they think.';
    await expect(definition(page)).toHaveValue(both);
    await expect(definition(other)).toHaveValue(both);

    const plain = await plainClient(server, link);
    const text = await waitFor(() => definitionIn(plain.doc, 'Lead'), 'the entry');
    expect(text.toString()).toBe(both);
    text.insert(text.length, ' 例');
    await expect(definition(page)).toHaveValue(`${both} 例`);
    await expect(definition(other)).toHaveValue(`${both} 例`);

    // Undo takes back one's own edits only.
    await add(other, 'definition', 'MQL');
    await expectOrder(page, 'definition', ['Lead', 'MQL']);
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await expect(definition(page)).toHaveValue('A lead is somebody. Or so they think. 例');
    await expectOrder(page, 'definition', ['Lead', 'MQL']);

    await plain.close();
    await reload(page);
    await expectLive(page, 'Live, 2 here');
    await other.context().close();
    await expectLive(page, 'Live, nobody else here');
    await server.stop();
  });
}
