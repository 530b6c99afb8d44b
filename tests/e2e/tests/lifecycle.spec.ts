// The lifecycle as a diagram: stages are chosen in it, transitions are drawn in it, records are walked through it.

import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, deleteNamed, entry } from '../playbook';
import { create } from '../playbooks';

const diagram = (page: Page) => page.getByRole('region', { name: 'Diagram of the lifecycle' });
const stage = (page: Page, name: string) =>
  diagram(page).getByRole('button', { name: new RegExp(`^${name}(,|\\.|$)`) });
const stages = (page: Page) => page.getByRole('list', { name: 'Stages' });

async function openExample(page: Page) {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Lifecycle Management' }).click();
  await expect(stage(page, 'Subscriber')).toBeVisible();
}

/** A lifecycle of three stages without transitions. */
async function openThree(page: Page) {
  await createAt(page, 'Lifecycle Management');
  for (const name of ['Lead', 'MQL', 'Customer']) await add(page, 'stage', name);
  await expect(stage(page, 'Customer')).toBeVisible();
}

test('stages and what leads from one to another are drawn, and kept up to date', async ({ page }) => {
  await openThree(page);
  await expect(stage(page, 'Lead')).toHaveAccessibleName('Lead');
  await entry(page, 'Lead').getByRole('button', { name: 'Add transition' }).click();
  await entry(page, 'Lead').getByRole('combobox', { name: 'To stage' }).fill('MQL');
  await page.keyboard.press('Enter');
  await entry(page, 'Lead').getByRole('combobox', { name: 'Kind', exact: true }).selectOption('Advance');
  await expect(stage(page, 'Lead')).toHaveAccessibleName('Lead. Advances to MQL');
  // A new name is seen everywhere.
  await entry(page, 'MQL').getByRole('textbox', { name: 'Name', exact: true }).fill('Hot lead');
  await expect(stage(page, 'Lead')).toHaveAccessibleName('Lead. Advances to Hot lead');
  await deleteNamed(page, entry(page, 'Hot lead'));
  await expect(stage(page, 'Hot lead')).toHaveCount(0);
  await expect(stage(page, 'Lead')).toHaveAccessibleName('Lead');
});

test('a stage is chosen in the diagram and edited below it', async ({ page }) => {
  await openExample(page);
  await stage(page, 'Customer').click();
  await expect(stage(page, 'Customer')).toHaveAttribute('aria-pressed', 'true');
  await expect(stages(page).getByRole('article')).toHaveCount(1);
  // Nothing covers its name.
  await expect(stage(page, 'Customer')).toHaveCSS('fill', 'rgba(0, 0, 0, 0)');
  await entry(page, 'Customer').getByRole('textbox', { name: 'Name', exact: true }).fill('Client');
  await expect(stage(page, 'Client')).toBeVisible();
  await diagram(page).getByRole('button', { name: 'Show all stages' }).click();
  await expect(stages(page).getByRole('article')).not.toHaveCount(1);
  // One that is added is shown, whatever was chosen.
  await stage(page, 'Lead').click();
  await expect(stages(page).getByRole('article')).toHaveCount(1);
  await page.getByRole('button', { name: 'Add stage', exact: true }).click();
  await expect(stages(page).getByRole('article')).not.toHaveCount(1);
});

test('on paper, all of the diagram is on one sheet, without what can be done with it', async ({ page }) => {
  await openExample(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ media: 'print' });
  const drawn = page.locator('svg.lifecycle').filter({ visible: true });
  await expect(drawn).toHaveCount(1);
  // A sheet of A4 without its margins, at 96 pixels an inch.
  const { width = 0, height = 0 } = (await drawn.boundingBox()) ?? {};
  expect(width).toBeLessThan(height);
  expect(height).toBeLessThan(900);
  await expect(page.getByRole('button', { name: 'Walk a record' })).toBeHidden();
  await expect(page.getByText('Recycle', { exact: true }).first()).toBeVisible();
});

test('a transition is drawn with the pointer, and undone', async ({ page }) => {
  await openThree(page);
  await stage(page, 'Lead').scrollIntoViewIfNeeded();
  const [from, to] = [await stage(page, 'Lead').boundingBox(), await stage(page, 'Customer').boundingBox()];
  if (!from || !to) throw new Error('the stages are not drawn');
  // Escape gives up what is being drawn.
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
  await expect(page.locator('.drawn-line')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.drawn-line')).toHaveCount(0);
  await page.mouse.up();
  await expect(stage(page, 'Lead')).toHaveAccessibleName('Lead');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width + 20, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByText('Transition from Lead to Customer added (advance).')).toBeVisible();
  await expect(stage(page, 'Lead')).toHaveAccessibleName('Lead. Advances to Customer');
  await expect(entry(page, 'Lead').getByRole('combobox', { name: 'To stage' }).or(entry(page, 'Lead').getByRole('link', { name: 'Customer' })).first()).toBeVisible();
  // The press that began it chose nothing.
  await expect(stage(page, 'Lead')).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(stage(page, 'Lead')).toHaveAccessibleName('Lead');
});

test('a transition is drawn by keyboard alone', async ({ page }) => {
  await openThree(page);
  await stage(page, 'Customer').focus();
  await page.keyboard.press('Enter');
  await expect(stage(page, 'Customer')).toHaveAttribute('aria-pressed', 'true');
  await expect(stage(page, 'Customer')).toBeFocused();
  await diagram(page).getByRole('button', { name: 'Draw transition' }).press('Enter');
  await expect(diagram(page).getByRole('status')).toContainText('Choose the stage that a record goes to from Customer');
  await expect(diagram(page).getByRole('status')).toBeFocused();
  await expectAccessible(page);
  await stage(page, 'Lead').press(' ');
  await expect(stage(page, 'Customer')).toHaveAccessibleName('Customer. Goes back to Lead');
});

test('a record is walked through the lifecycle', async ({ page }) => {
  await openExample(page);
  await diagram(page).getByRole('button', { name: 'Walk a record' }).click();
  await diagram(page).getByRole('combobox', { name: 'Start in' }).selectOption('Marketing qualified lead');
  await expect(diagram(page).getByRole('heading', { name: 'The record is in: Marketing qualified lead' })).toBeVisible();
  await expect(diagram(page)).toContainText('Who owns it now');
  await expect(diagram(page)).toContainText('marketingqualifiedlead');
  const next = diagram(page).getByRole('group', { name: 'What happens next?' });
  await next.getByRole('button', { name: /back to Lead/ }).click();
  await expect(diagram(page).getByRole('heading', { name: 'The record is in: Lead' })).toBeVisible();
  await expectAccessible(page);
  await diagram(page).getByRole('button', { name: 'One step back' }).press('Enter');
  await expect(diagram(page).getByRole('heading', { name: 'The record is in: Marketing qualified lead' })).toBeVisible();
  await diagram(page).getByRole('button', { name: 'End the walk' }).click();
  await expect(next).toHaveCount(0);
});

test('the lifecycle stands there in words', async ({ page }) => {
  await openExample(page);
  await diagram(page).getByText('In words').click();
  const row = diagram(page).getByRole('row', { name: /^Sales accepted lead/ });
  await expect(row).toContainText('to SQL when');
  await expect(row).toContainText('back to Lead when');
  // On a telephone, the table scrolls and the page does not.
  const { height = 0, width = 0 } = page.viewportSize() ?? {};
  await page.setViewportSize({ width: 390, height });
  expect(await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0);
  await page.setViewportSize({ width, height });
  // It stays open when something changes.
  await stage(page, 'Lead').click();
  await expect(row).toBeVisible();
});

test('the diagram is saved as SVG, as PNG and as text for Mermaid', async ({ page, context }) => {
  await openExample(page);
  const save = async (name: string) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      diagram(page).getByRole('button', { name }).click(),
    ]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const svg = await save('Save as SVG');
  expect(svg.name).toMatch(/^Kestrelmoor-lifecycle-[\d-]+\.svg$/);
  const viewer = await context.newPage();
  await viewer.setContent(`<img src="data:image/svg+xml;base64,${svg.bytes.toString('base64')}">`);
  expect(await viewer.locator('img').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(500);
  const png = await save('Save as PNG');
  expect([...png.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  const mermaid = await save('Save as Mermaid');
  expect(mermaid.bytes.toString()).toMatch(/^flowchart LR\n {2}s0\["Subscriber"\]/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the diagram in ${colorScheme} has no accessibility violation`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openExample(page);
    await stage(page, 'Lead').click();
    await expectAccessible(page);
  });
}

for (const file of ['views.js', 'insight.js', 'insight_bg.wasm']) {
  test(`without ${file}, the diagram says so, and the list works`, async ({ page, problems }) => {
    problems.expect(/./);
    await page.route(new RegExp(`/${file.replace('.', '\\.')}`), (route) => route.abort());
    await createAt(page, 'Lifecycle Management');
    await add(page, 'stage', 'Lead');
    await expect(diagram(page)).toContainText('This part of Guidepost could not be loaded.');
    await add(page, 'stage', 'MQL');
    await expect(stages(page).getByRole('article')).toHaveCount(2);
  });
}
