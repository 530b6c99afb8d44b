// A browser, or one of its tabs, is killed while somebody types. No more than the last moment is gone.

import { expect, test } from '../fixtures';
import { Home } from '../killing.mjs';

test.skip(process.platform === 'win32', 'it has no signals');

/** Nothing that was typed longer ago is lost, in milliseconds. */
const PROMISED = 1000;

for (const kind of ['browser', 'tab'] as const) {
  test(`what was typed a second before the ${kind} is killed is there`, async ({ site }) => {
    test.slow();
    const home = new Home(site);
    try {
      await home.open();
      // The second time, in a playbook that has gone through it.
      for (const [entry, seconds] of [
        ['First', 4],
        ['Second', 2.7],
      ] as const) {
        const { loss, ...rest } = await home.inspect(await home.typeAndDie(entry, kind, seconds));
        expect(loss, `${entry}: the age of the first lost word`).toBeLessThanOrEqual(PROMISED);
        expect(rest, entry).toMatchObject({ gone: false, holes: [], complaints: [] });
        expect(rest.words, entry).toBeGreaterThan(5);
      }
    } finally {
      await home.clear();
    }
  });
}
