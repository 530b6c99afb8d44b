// A playbook of ten thousand entries in one list.

import type { Page } from '@playwright/test';

import { expect, open } from './fixtures';

export const COUNT = 10_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const nameOf = (place: number) =>
  `${LETTERS[Math.floor((place * LETTERS.length) / COUNT)]} term ${String(place).padStart(4, '0')}`;

/** Imports it, and leaves the browser on its first page. */
export async function importLarge(page: Page) {
  const definitions = Array.from({ length: COUNT }, (_, place) => ({
    name: nameOf(place),
    definition: `What number ${place} means, and what it does not.`,
  }));
  const playbook = { format: 'guidepost-playbook', version: 1, title: 'Large', sections: [{ id: 'definitions', definitions }] };
  await open(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await (await chooser).setFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(playbook)) });
  await expect(page.getByText('Imported “Large” with 10,000 entries.')).toBeVisible({ timeout: 60_000 });
}
