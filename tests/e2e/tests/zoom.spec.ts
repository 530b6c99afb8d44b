// For those who see it larger, in colours of their own, or without motion; and what a finger hits.

import path from 'node:path';

import type { Locator, Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { createPlaybook, DIRECTORY, expectSaved, SECTIONS } from '../playbook';

const EXAMPLE = path.join(import.meta.dirname, '..', '..', '..', 'assets', 'example-playbook.json');
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

/** Goes on by so many steps of the keyboard: what has the focus has an outline. */
async function expectOutlined(page: Page, steps: number) {
  const seen = new Set<string>();
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    const [what, style] = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return [`${element.tagName} ${element.ariaLabel ?? element.textContent?.slice(0, 30)}`, `${outlineStyle} ${outlineWidth}`];
    });
    seen.add(what);
    expect(style, what).not.toMatch(/^none| 0px/);
  }
  expect(seen.size).toBeGreaterThan(steps * 0.75);
}

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
  await expectOutlined(page, 40);
  await expectAccessible(page);
});

const readHash = (page: Page) => page.evaluate(() => (location.hash = location.hash.replace('#/playbook/', '#/read/')));

test('in colours that somebody has chosen, what is read shows where one is', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  await expectSaved(page);
  await readHash(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Kestrelmoor' })).toBeFocused();
  await expectOutlined(page, 40);
  // The place in the contents is told apart by more than a colour, which all links have.
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await contents.getByRole('link', { name: 'Definitions', exact: true }).click();
  await contents.getByRole('link', { name: 'Churn', exact: true }).click();
  await expect(contents.locator('[aria-current]')).toHaveText('Churn');
  const looks = (link: Locator) =>
    link.evaluate((link) => {
      const { fontWeight, textDecorationLine, borderInlineStartStyle, outlineStyle } = getComputedStyle(link);
      return [fontWeight, textDecorationLine, borderInlineStartStyle, outlineStyle].join();
    });
  await contents.getByRole('link', { name: 'Churn', exact: true }).evaluate((link: HTMLElement) => link.blur());
  expect(await looks(contents.locator('[aria-current]'))).not.toBe(await looks(contents.getByRole('link', { name: 'Win rate', exact: true })));
  await expectAccessible(page);
});

test('in colours that somebody has chosen, the box to search in shows what is chosen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search' });
  await expect(box).toBeFocused();
  await box.fill('marketing');
  const options = page.getByRole('dialog', { name: 'Search' }).getByRole('option');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await box.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  const outlines = await options.evaluateAll((all) => all.map((option) => getComputedStyle(option).outlineStyle));
  expect(outlines.map((style) => style !== 'none')).toEqual(outlines.map((_, place) => place === 1));
  // What is typed in has the focus all the while: a shadow is not drawn in such colours.
  await expect(box).not.toHaveCSS('outline-style', 'none');
  await expectAccessible(page);
});

test('in colours that somebody has chosen, a published playbook shows what has the focus', async ({ page, context }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await context.route('**/config.json', (route) => route.fulfill({ body: '{"published": "playbook.json"}', contentType: 'application/json' }));
  await context.route('**/playbook.json', (route) => route.fulfill({ path: EXAMPLE, contentType: 'application/json' }));
  await open(page);
  await expect(page.getByRole('heading', { level: 1, name: /^Kestrelmoor/ })).toBeVisible({ timeout: 20_000 });
  await expectOutlined(page, 30);
  await expectAccessible(page);
});

for (const width of [1280, 390]) {
  test(`with more room between letters, words and lines, no text is cut off at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
    await expectSaved(page);
    await readHash(page);
    await expect(page.getByRole('heading', { level: 1, name: 'Kestrelmoor' })).toBeFocused();
    // As success criterion 1.4.12 of WCAG has it.
    await page.evaluate(() => {
      const wide = new CSSStyleSheet();
      wide.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }',
      );
      document.adoptedStyleSheets = [wide];
    });
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.reading *')]
        .filter((element) => element.getClientRects().length && !element.closest('.visually-hidden, svg'))
        .filter((element) => /hidden|clip/.test(getComputedStyle(element).overflow))
        .filter((element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
        .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`),
    );
    expect(cut).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    // What stands in the bar stands in it.
    const bar = await page.locator('.read-bar').boundingBox();
    for (const control of await page.locator('.read-bar > *').filter({ visible: true }).all()) {
      const box = await control.boundingBox();
      expect(box!.y + box!.height).toBeLessThanOrEqual(bar!.y + bar!.height);
    }
    await page.getByRole('heading', { level: 2 }).last().evaluate((heading) => heading.scrollIntoView());
    const below = await page.getByRole('heading', { level: 2 }).last().boundingBox();
    expect(below!.y).toBeGreaterThanOrEqual(bar!.y + bar!.height);
  });
}

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
