// Putting entries, parts and sections in order, by dragging and by keys.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import {
  DIRECTORY,
  SECTIONS,
  add,
  addPart,
  createAt,
  createPlaybook,
  entry,
  expectAnnounced,
  expectOrder,
  fill,
  goTo,
  reload,
  sections,
  type Noun,
} from '../playbook';

const grip = (page: Page, name: string) =>
  page.getByRole('button', { name: `Move ${name}`, exact: true });

/** Where on an entry the pointer is let go. */
const upperHalf = { x: 60, y: 6 };
async function lowerHalf(page: Page, name: string) {
  const box = await entry(page, name).boundingBox();
  return { x: 60, y: (box?.height ?? 0) - 6 };
}

test('by drag, up and down', async ({ page }) => {
  await createAt(page, 'Marketing Campaign Management & Reporting');
  for (const name of ['One', 'Two', 'Three', 'Four']) await add(page, 'procedure', name);

  await grip(page, 'Four').dragTo(entry(page, 'One'), { targetPosition: upperHalf });
  await expectOrder(page, 'procedure', ['Four', 'One', 'Two', 'Three']);
  await expectAnnounced(page, 'Four moved to position 1 of 4');
  await expect(grip(page, 'Four')).toBeFocused();

  await grip(page, 'Four').dragTo(entry(page, 'Two'), {
    targetPosition: await lowerHalf(page, 'Two'),
  });
  await expectOrder(page, 'procedure', ['One', 'Two', 'Four', 'Three']);
  await expectAnnounced(page, 'Four moved to position 3 of 4');

  await grip(page, 'One').dragTo(entry(page, 'Three'), { targetPosition: upperHalf });
  await expectOrder(page, 'procedure', ['Two', 'Four', 'One', 'Three']);

  await reload(page);
  await expectOrder(page, 'procedure', ['Two', 'Four', 'One', 'Three']);
});

test('dropped where it was, or on another list, an entry stays where it is', async ({ page }) => {
  await createAt(page, 'Marketing Campaign Management & Reporting');
  for (const name of ['One', 'Two']) await add(page, 'procedure', name);
  await add(page, 'campaign type', 'Webinar');
  await grip(page, 'One').dragTo(entry(page, 'Two'), { targetPosition: upperHalf });
  await expectOrder(page, 'procedure', ['One', 'Two']);
  await grip(page, 'One').dragTo(entry(page, 'Webinar'));
  await expectOrder(page, 'procedure', ['One', 'Two']);
  await expectOrder(page, 'campaign type', ['Webinar']);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('by keys: the focus stays on the entry, and its position is said', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  for (const name of ['Lead', 'Opportunity', 'Customer']) await add(page, 'stage', name);
  const lead = grip(page, 'Lead');
  await lead.focus();
  for (const [key, words, order] of [
    ['ArrowDown', 'Lead moved to position 2 of 3', ['Opportunity', 'Lead', 'Customer']],
    ['ArrowDown', 'Lead moved to position 3 of 3', ['Opportunity', 'Customer', 'Lead']],
    ['ArrowDown', 'Lead is already last', ['Opportunity', 'Customer', 'Lead']],
    ['ArrowUp', 'Lead moved to position 2 of 3', ['Opportunity', 'Lead', 'Customer']],
    ['Home', 'Lead moved to position 1 of 3', ['Lead', 'Opportunity', 'Customer']],
    ['Home', 'Lead is already first', ['Lead', 'Opportunity', 'Customer']],
    ['ArrowUp', 'Lead is already first', ['Lead', 'Opportunity', 'Customer']],
    ['End', 'Lead moved to position 3 of 3', ['Opportunity', 'Customer', 'Lead']],
  ] as const) {
    await page.keyboard.press(key);
    await expectOrder(page, 'stage', [...order]);
    await expectAnnounced(page, words);
    await expect(lead).toBeFocused();
  }
  await reload(page);
  await expectOrder(page, 'stage', ['Opportunity', 'Customer', 'Lead']);
});

for (const [place, noun] of [
  ['Demand Generation Tools', 'tool'],
  ['Internal Communication Tools', 'channel'],
  ['Lead Source Attribution', 'lead source'],
  ['Opportunity Source Attribution', 'opportunity rule'],
  ['Marketing Campaign Management & Reporting', 'naming convention'],
  ['Internal Document Management', 'document'],
  [DIRECTORY, 'person'],
  [DIRECTORY, 'team'],
] as [string, Noun][]) {
  test(`a ${noun} by keys`, async ({ page }) => {
    await createAt(page, place);
    for (const name of ['One', 'Two']) await add(page, noun, name);
    await grip(page, 'Two').press('ArrowUp');
    await expectOrder(page, noun, ['Two', 'One']);
    await expect(grip(page, 'Two')).toBeFocused();
    await expectAnnounced(page, 'Two moved to position 1 of 2');
  });
}

test('parts of an entry, by keys and by drag', async ({ page }) => {
  await createAt(page, 'Marketing Campaign Management & Reporting');
  const card = await add(page, 'campaign type', 'Webinar');
  for (const name of ['Invited', 'Registered', 'Attended']) {
    const fresh = await addPart(card, 'member status');
    await fill(fresh, { label: 'Name', key: 'name', shape: 'line', value: name });
  }
  const names = card
    .getByRole('list', { name: 'Member statuses' })
    .getByRole('textbox', { name: 'Name', exact: true });
  const expectNames = async (expected: string[]) => {
    await expect(names).toHaveCount(expected.length);
    for (const [index, name] of expected.entries()) await expect(names.nth(index)).toHaveValue(name);
  };
  await expectNames(['Invited', 'Registered', 'Attended']);

  const attended = grip(page, 'member status Attended');
  await attended.press('Home');
  await expectNames(['Attended', 'Invited', 'Registered']);
  await expect(attended).toBeFocused();
  await expectAnnounced(page, 'Attended moved to position 1 of 3');

  await grip(page, 'member status Registered').dragTo(grip(page, 'member status Attended'), {
    targetPosition: { x: 4, y: 2 },
  });
  await expectNames(['Registered', 'Attended', 'Invited']);
  await reload(page);
  await expectNames(['Registered', 'Attended', 'Invited']);
});

test('the first rule that matches wins: the lists say so and number their entries', async ({ page }) => {
  await createAt(page, 'Lead Source Attribution');
  await add(page, 'lead source', 'Paid search');
  await expect(page.getByText('the first source with a rule that matches wins')).toBeVisible();
  await goTo(page, 'Opportunity Source Attribution');
  await add(page, 'opportunity rule', 'The lead slept');
  await expect(page.getByText('the first situation that fits wins')).toBeVisible();
});

test('sections by keys, and all of them come back in that order', async ({ page }) => {
  await createPlaybook(page, 'Test playbook');
  const links = sections(page).getByRole('list').nth(1).getByRole('link');
  const expectSections = async (names: string[]) => {
    await expect(links).toHaveCount(names.length);
    for (const [index, name] of names.entries()) {
      await expect(links.nth(index)).toHaveAccessibleName(name);
    }
  };
  await expectSections(SECTIONS);
  await page.getByRole('button', { name: 'Arrange sections' }).press('Enter');

  const up = page.getByRole('button', { name: 'Move Definitions up' });
  await up.press('Enter');
  await expectAnnounced(page, 'Definitions moved to position 8 of 9');
  await expect(up).toBeFocused();
  await page.keyboard.press('Enter');
  await expectAnnounced(page, 'Definitions moved to position 7 of 9');
  await expect(up).toBeFocused();
  const down = page.getByRole('button', { name: 'Move Definitions down' });
  await down.press('Space');
  await expectAnnounced(page, 'Definitions moved to position 8 of 9');
  await expect(down).toBeFocused();

  const first = page.getByRole('button', { name: 'Move Demand Generation Tools up' });
  await first.press('Enter');
  await expectAnnounced(page, 'Demand Generation Tools is already first');
  await expect(first).toBeFocused();

  const expected = [...SECTIONS.slice(0, 7), 'Definitions', 'Internal Document Management'];
  await expectSections(expected);
  await page.getByRole('button', { name: 'Done arranging' }).press('Enter');
  await expect(up).toHaveCount(0);
  await reload(page);
  await expectSections(expected);
});

test('a hidden section leaves the list, and is shown again while arranging', async ({ page }) => {
  await createPlaybook(page, 'Test playbook');
  const link = sections(page).getByRole('link', { name: 'Sales Tools' });
  await page.getByRole('button', { name: 'Arrange sections' }).click();
  await page.getByRole('button', { name: 'Hide Sales Tools' }).click();
  await expect(link).toBeVisible();
  await page.getByRole('button', { name: 'Done arranging' }).click();
  await expect(link).toHaveCount(0);
  await reload(page);
  await expect(link).toHaveCount(0);
  await page.getByRole('button', { name: 'Arrange sections (1 hidden)' }).click();
  await page.getByRole('button', { name: 'Show Sales Tools' }).click();
  await page.getByRole('button', { name: 'Done arranging' }).click();
  await expect(link).toBeVisible();
});
