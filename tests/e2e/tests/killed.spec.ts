// A browser, or one of its tabs, is killed while somebody types. No more than the last moment is gone.

import type { BrowserContext, Page } from '@playwright/test';

import { expect, open, test } from '../fixtures';
import { Home, judge } from '../killing.mjs';
import { add, createAt, entry, expectSaved, reload, status } from '../playbook';

/** Nothing that was typed longer ago is lost, in milliseconds. */
const PROMISED = 1000;

for (const kind of ['browser', 'tab'] as const) {
  test(`what was typed a second before the ${kind} is killed is there`, async ({ site }) => {
    test.skip(process.platform === 'win32', 'it has no signals');
    test.slow();
    const home = new Home(site);
    try {
      await home.open();
      // The second time, in a playbook that has gone through it.
      for (const [entry, seconds] of [
        ['First', 4],
        ['Second', 4.7],
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

test('what is lost is told from what is damaged', () => {
  const typed = [
    ['First', '', 0],
    ['First', 'w1 ', 100],
    ['First', 'w2 ', 200],
    ['Second', '', 300],
    ['Second', 'w1 ', 400],
    ['Second', 'w2 ', Infinity],
  ].map(([entry, text, at]) => ({ entry, text, at }));
  const judged = (found: Record<string, string>) => {
    const { loss, holes, pieces } = judge(typed, new Map(Object.entries(found)), 1000);
    return [loss, holes.length, pieces.map(({ text }: { text: string }) => text).join('')];
  };
  expect(judged({ First: 'w1 w2 ', Second: 'w1 w2 ' })).toEqual([0, 0, 'w1 w2 w1 w2 ']);
  // It was not typed in full.
  expect(judged({ First: 'w1 w2', Second: 'w1 w' })).toEqual([0, 0, 'w1 w2 w1 w']);
  expect(judged({ First: 'w1 w2 ', Second: '' })).toEqual([600, 0, 'w1 w2 ']);
  expect(judged({ First: 'w1 w2 ' })).toEqual([700, 0, 'w1 w2 ']);
  expect(judged({ First: 'w1 w' })).toEqual([800, 0, 'w1 w']);
  expect(judged({})).toEqual([1000, 0, '']);
  expect(judged({ First: 'w1 ', Second: 'w1 ' })).toEqual([800, 1, 'w1 w1 ']);
  expect(judged({ First: 'w2 ' })).toEqual([900, 1, 'w2']);
  expect(judged({ Second: 'w1 ' })).toEqual([1000, 1, 'w1 ']);
});

/** The definitions that two tabs write into, each mostly into its own: from A to Z, as they are shown. */
const TERMS = ['First', 'Second', 'Shared'];
const EDITS = 300;

const definition = (page: Page, term: string) =>
  entry(page, term).getByRole('textbox', { name: 'Definition', exact: true });

/** In a page: types words into the definitions, as fast as it can, with a moment of rest after every fifty. Tells after
 * which of them the header said that all is saved. */
async function typeFast({ tab, own, edits }: { tab: string; own: number; edits: number }) {
  const { acknowledge } = window as unknown as { acknowledge: (tab: string, count: number) => Promise<void> };
  const saying = () => document.querySelector('header [role=status]')?.textContent;
  const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
  const boxes = [...document.querySelectorAll<HTMLTextAreaElement>('[data-field=definition] textarea')];
  for (let count = 1; count <= edits; count += 1) {
    const box = boxes[count % 3 === 0 ? 2 : own];
    box.focus();
    box.setRangeText(`${tab}${count} `, box.value.length, box.value.length, 'end');
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await pause(5);
    if (count % 50 === 0) {
      // Before the header has heard of the last word, it may speak of those before it.
      await pause(100);
      while (saying() !== 'Saved') await pause(20);
      await acknowledge(tab, count);
    }
  }
}

/** Words with the definition that each was typed into, up to so many of a tab. */
function wordsOf(tab: string, own: number, count: number) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers.map((number) => [TERMS[number % 3 === 0 ? 2 : own], `${tab}${number}`]);
}

/** Each is there once, and so nothing was overwritten and nothing came twice. */
async function expectWords(page: Page, words: string[][]) {
  for (const term of TERMS) {
    const expected = words.filter(([where]) => where === term).map(([, word]) => word);
    const there = new Map<string, number>();
    for (const word of (await definition(page, term).inputValue()).split(' ')) {
      there.set(word, (there.get(word) ?? 0) + 1);
    }
    expect(expected.filter((word) => there.get(word) !== 1), `${term}, in ${page.url()}`).toEqual([]);
  }
}

async function another(context: BrowserContext, address: string) {
  const page = await context.newPage();
  await open(page, address);
  await expect(definition(page, 'Shared')).toBeVisible();
  return page;
}

for (const first of ['the one that went on', 'the one that was killed']) {
  test(`two tabs write at once, one is killed, and ${first} is loaded again first`, async ({ page, context }) => {
    test.slow();
    await createAt(page, 'Definitions');
    for (const term of TERMS) await add(page, 'definition', term);
    await expectSaved(page);
    const acknowledged = new Map([
      ['one', 0],
      ['two', 0],
    ]);
    let enough = () => {};
    const halfway = new Promise<void>((resolve) => (enough = resolve));
    await context.exposeFunction('acknowledge', (tab: string, count: number) => {
      acknowledged.set(tab, count);
      if (tab === 'two' && count >= EDITS / 2) enough();
    });
    const address = page.url();
    const survivor = await another(context, address);
    const victim = await another(context, address);
    await page.close();

    const finished = survivor.evaluate(typeFast, { tab: 'one', own: 0, edits: EDITS });
    const killed = victim.evaluate(typeFast, { tab: 'two', own: 1, edits: EDITS }).catch(() => {});
    await halfway;
    // In the middle of the next words.
    await victim.waitForTimeout(150);
    const session = await context.newCDPSession(victim);
    const crashed = victim.waitForEvent('crash');
    session.send('Page.crash').catch(() => {});
    await crashed;
    await killed;
    await finished;
    expect(acknowledged.get('one')).toBe(EDITS);
    const promised = acknowledged.get('two') ?? 0;
    expect(promised).toBeLessThan(EDITS);
    const words = [...wordsOf('one', 0, EDITS), ...wordsOf('two', 1, promised)];

    await expect(status(survivor)).toHaveText('Saved');
    await expectWords(survivor, words);
    let again;
    if (first === 'the one that went on') {
      await reload(survivor);
      await expectWords(survivor, words);
      again = await another(context, address);
    } else {
      again = await another(context, address);
      await expectWords(again, words);
      await reload(survivor);
    }
    await expectWords(survivor, words);
    await expectWords(again, words);
    for (const term of TERMS) {
      await expect(definition(again, term)).toHaveValue(await definition(survivor, term).inputValue());
    }
  });
}
