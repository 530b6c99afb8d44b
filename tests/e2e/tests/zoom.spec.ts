// For those who see it larger, in colours of their own, or without motion; and what a finger hits.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { createPlaybook, DIRECTORY, SECTIONS } from '../playbook';

const PAGES = ['Overview', ...SECTIONS, DIRECTORY, 'Ownership', 'Checks'];

async function each(page: Page, look: (name: string) => Promise<void>) {
  await open(page);
  await look('all playbooks');
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  const links = await page
    .locator('nav.sections a')
    .evaluateAll((all) => all.map((link) => [link.querySelector('span')?.textContent ?? '', link.getAttribute('href') ?? '']));
  for (const [name, href] of links.filter(([name]) => PAGES.includes(name))) {
    await page.evaluate((href) => (location.hash = href), href);
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
    await look(name);
  }
  await page.evaluate((href) => (location.hash = href.replace('#/playbook/', '#/read/')), links[0][1]);
  await expect(page.getByRole('heading', { level: 1, name: 'Kestrelmoor' })).toBeVisible({ timeout: 20_000 });
  await look('reading');
}

/** What is wider than the window, and can't be scrolled by itself. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const isScrolled = (element: Element | null): boolean => {
      if (!element || element.matches('main, body')) return false;
      return /auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || isScrolled(element.parentElement);
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getClientRects().length && !element.closest('.visually-hidden, [popover]:not(:popover-open)'))
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !isScrolled(element.parentElement))
      .slice(0, 3)
      .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`);
  });

for (const [zoom, width] of [
  ['200 %', 640],
  ['400 %', 320],
] as const) {
  test.describe(`at ${zoom} of 1280 pixels`, () => {
    test.use({ viewport: { width, height: 512 } });

    test('nothing has to be scrolled sideways', async ({ page }) => {
      test.setTimeout(120_000);
      await each(page, async (name) => {
        expect(await tooWide(page), name).toEqual([]);
      });
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await page.getByRole('combobox', { name: 'Search' }).fill('marketing');
      await expect(page.getByRole('dialog', { name: 'Search' }).getByRole('option').first()).toBeVisible();
      expect(await tooWide(page), 'search').toEqual([]);
    });
  });
}

test('in colours that somebody has chosen, what has the focus is outlined', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  await page.getByRole('heading', { level: 1 }).focus();
  const seen = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const [what, style] = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return [`${element.tagName} ${element.textContent?.slice(0, 30)}`, `${outlineStyle} ${outlineWidth}`];
    });
    seen.add(what);
    expect(style, what).not.toMatch(/^none| 0px/);
  }
  expect(seen.size).toBeGreaterThan(30);
  await expectAccessible(page);
});

test('without motion, nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await each(page, async (name) => {
    const moving = await page.evaluate(() =>
      document.getAnimations().filter((animation) => animation.playState === 'running' && Number(animation.effect?.getComputedTiming().duration) > 10).length,
    );
    expect(moving, name).toBe(0);
  });
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('what a finger hits is large enough', async ({ page }) => {
    test.setTimeout(120_000);
    await each(page, async () => expectAccessible(page, { 'target-size': { enabled: true } }));
  });
});
