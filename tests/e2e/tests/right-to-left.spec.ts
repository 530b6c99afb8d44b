// A playbook in Hebrew and Arabic as it is read, on the page and in a file: every text stands where its script begins, beside others
// that go from left to right.

import type { Locator, Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { entry, expectSaved } from '../playbook';
import { choose, download } from '../playbooks';

const TITLE = 'ספר הנהלים של השיווק';
const PERSON = 'נועה לוי';
const TOOL = 'מערכת דיוור';
const STAGE = 'ליד מתאים';
const SECTION = 'מונחים';
const LEAD = 'عميل محتمل';
const CAMPAIGN = 'סמינר מקוון';

const PLAYBOOK = JSON.stringify({
  format: 'guidepost-playbook',
  version: 1,
  title: TITLE,
  people: [{ name: PERSON, role: 'מנהלת תפעול שיווק', contact: 'noa@example.com' }],
  sections: [
    {
      id: 'demand-generation-tools',
      introduction: 'הכלים שבהם השיווק עובד בכל יום.',
      tools: [
        {
          name: TOOL,
          category: 'דיוור',
          purpose: 'שולחת הודעות ללקוחות, ושומרת מי פתח אותן.',
          usage: '- כל טופס באתר\n- רשימות נמחקות בכל רבעון\n\n| שלב | משמעות |\n| --- | --- |\n| ראשון | נרשם לעלון |\n\n> אין לשנות ידנית.',
          manager: PERSON,
          link: 'https://mail.example.com',
        },
        { name: 'HubSpot', purpose: 'Home of every contact.', manager: PERSON },
      ],
    },
    {
      id: 'lifecycle-management',
      stages: [
        { name: STAGE, abbreviation: 'MQL', definition: 'שיווק מעביר למכירות.', owner: PERSON, transitions: [{ toStage: 'לקוח', trigger: 'חתם על הסכם' }] },
        { name: 'לקוח' },
      ],
    },
    {
      id: 'campaign-management',
      campaignTypes: [
        {
          name: CAMPAIGN,
          description: 'מפגש אחד או יותר, עם הרשמה.',
          memberStatuses: [
            { name: 'הוזמן', definition: 'קיבל את ההזמנה' },
            { name: 'Attended', definition: 'Stayed for ten minutes' },
          ],
        },
      ],
    },
    {
      id: 'definitions',
      name: SECTION,
      definitions: [
        { name: LEAD, definition: 'شخص أبدى اهتماما بمنتج.\n\n- واحد\n- اثنان\n\nMQL in English' },
        { name: 'Churn', definition: 'Who left in a quarter.' },
      ],
    },
  ],
});

/** Beside which edge of its block the first line of a text begins or ends. */
const side = (block: Locator) =>
  block.evaluate((block) => {
    const range = document.createRange();
    range.selectNodeContents(block);
    const [text] = range.getClientRects();
    const all = (block.closest('.read-heading') ?? block).getBoundingClientRect();
    return all.right - text.right < text.left - all.left ? 'right' : 'left';
  });

/** Whatever covers something else, of these. */
const overlapping = (of: Locator) =>
  of.evaluateAll((all) => {
    const boxes = all.filter((one) => one.getClientRects().length).map((one) => ({ one, box: one.getBoundingClientRect() }));
    const hits = ({ box: a, one: first }: (typeof boxes)[0], { box: b, one: second }: (typeof boxes)[0]) =>
      first !== second &&
      !first.contains(second) &&
      !second.contains(first) &&
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return boxes.filter((first) => boxes.some((second) => hits(first, second))).map(({ one }) => one.textContent);
  });

async function importIt(page: Page) {
  await open(page);
  await choose(page, 'playbook.json', PLAYBOOK);
  await expectSaved(page);
}

/** What is exported, as a browser shows it. */
async function pageOfHtml(page: Page) {
  await importIt(page);
  const { text } = await download(page, 'HTML (.html)');
  const reader = await page.context().newPage();
  await reader.setContent(text);
  return reader;
}

async function read(page: Page) {
  await importIt(page);
  await page.getByRole('banner').getByRole('link', { name: 'Read', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeFocused();
  await expect(entry(page, TOOL).getByRole('listitem').first()).toBeVisible();
}

for (const width of [1280, 390]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('what is read stands at the right, and what is English at the left', async ({ page }) => {
      await read(page);
      expect(await side(page.getByRole('heading', { level: 1 }))).toBe('right');
      const tool = entry(page, TOOL);
      for (const text of ['שולחת הודעות', 'אין לשנות']) expect(await side(tool.getByText(text).last()), text).toBe('right');
      await expect(tool.getByText('דיוור', { exact: true })).toHaveCSS('direction', 'rtl');
      for (const item of await tool.getByRole('listitem').all()) expect(await side(item)).toBe('right');
      expect(await side(entry(page, 'HubSpot').getByText('Home of every contact.'))).toBe('left');
      const lead = entry(page, LEAD);
      await lead.scrollIntoViewIfNeeded();
      await expect(lead.getByRole('listitem')).toHaveText(['واحد', 'اثنان']);
      expect(await side(lead.getByText('شخص'))).toBe('right');
      expect(await side(lead.getByText('MQL in English'))).toBe('left');
      // Tables begin at the side where reading begins: those of a text, and those of parts cell by cell.
      const columns = tool.getByRole('columnheader');
      const [first, second] = [await columns.first().boundingBox(), await columns.last().boundingBox()];
      expect(first!.x).toBeGreaterThan(second!.x);
      const cells = entry(page, CAMPAIGN).getByRole('cell');
      await expect(cells).toHaveText(['הוזמן', 'קיבל את ההזמנה', 'Attended', 'Stayed for ten minutes']);
      for (const [at, where] of ['right', 'right', 'left', 'left'].entries()) expect(await side(cells.nth(at))).toBe(where);
      await expectAccessible(page);
    });

    test('a name stands above what is said of it, with its mark and its link behind it', async ({ page }) => {
      await read(page);
      for (const name of [TOOL, STAGE, CAMPAIGN, LEAD, PERSON]) {
        const heading = entry(page, name).getByRole('heading').first();
        expect(await side(heading), name).toBe('right');
        const link = entry(page, name).getByRole('link', { name: `Link to ${name}` });
        expect((await link.boundingBox())!.x, name).toBeLessThan((await heading.boundingBox())!.x);
      }
      expect(await side(page.getByRole('heading', { level: 2, name: SECTION }))).toBe('right');
      expect(await side(entry(page, 'HubSpot').getByRole('heading'))).toBe('left');
    });

    test('nothing covers anything else, and nothing has to be scrolled sideways', async ({ page }) => {
      await read(page);
      expect(await overlapping(page.locator('.read-heading :is(bdi, span, a), .read-heading + *'))).toEqual([]);
      const contents = page.getByRole('navigation', { name: 'Contents' });
      for (const name of [SECTION, LEAD]) {
        if (width < 900) await page.getByRole('button', { name: 'Contents' }).click();
        const link = contents.getByRole('link', { name, exact: true });
        await expect(link).toBeVisible();
        expect(await side(link)).toBe('right');
        expect(await overlapping(contents.getByRole('link'))).toEqual([]);
        await link.click();
        await expect(page.getByRole('heading', { name })).toBeInViewport();
      }
      const [inside, all] = await page.getByRole('main').evaluate((main) => [main.clientWidth, main.scrollWidth]);
      expect(all).toBeLessThanOrEqual(inside);
    });

    test('a page of HTML stands at the right, too', async ({ page }) => {
      const reader = await pageOfHtml(page);
      expect(await side(reader.getByRole('heading', { level: 1 }))).toBe('right');
      for (const name of [TOOL, STAGE, CAMPAIGN, LEAD]) expect(await side(reader.getByRole('heading', { name })), name).toBe('right');
      for (const name of ['שולחת הודעות', PERSON, 'קיבל את']) {
        expect(await side(reader.getByRole('cell', { name }).first()), name).toBe('right');
      }
      expect(await side(reader.getByRole('cell', { name: 'Stayed for ten minutes' }))).toBe('left');
      for (const item of ['כל טופס', 'واحد']) expect(await side(reader.getByRole('listitem').filter({ hasText: item })), item).toBe('right');
      expect(await side(reader.getByText('MQL in English'))).toBe('left');
      const [inside, all] = await reader.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      expect(all).toBeLessThanOrEqual(inside);
      await expectAccessible(reader);
    });
  });
}

test('quotes and tables that somebody wrote begin at the right in a page of HTML', async ({ page }) => {
  const reader = await pageOfHtml(page);
  const quote = reader.getByRole('blockquote');
  const [all, words] = [await quote.boundingBox(), await quote.getByText('אין לשנות').boundingBox()];
  expect(all!.x + all!.width - words!.x - words!.width, 'what marks it').toBeGreaterThan(10);
  const [first, second] = [reader.getByRole('columnheader', { name: 'שלב' }), reader.getByRole('columnheader', { name: 'משמעות' })];
  expect((await first.boundingBox())!.x).toBeGreaterThan((await second.boundingBox())!.x);
});

test('what is written from right to left is found while one reads', async ({ page }) => {
  await read(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('סמינר');
  const option = page.getByRole('dialog', { name: 'Search' }).getByRole('option').first();
  await expect(option).toContainText(CAMPAIGN);
  await page.keyboard.press('Enter');
  await expect(entry(page, CAMPAIGN).getByRole('heading')).toBeFocused();
});
