// What people do before they can do anything else, for tests of other things.

import { readFileSync } from 'node:fs';

import { expect, type Page } from '@playwright/test';

export type Template = 'Standard playbook' | 'Example playbook' | 'Blank playbook';

/** Makes a playbook from the start page, and waits for its Overview. */
export async function create(page: Page, title: string, template: Template = 'Standard playbook') {
  await page.getByRole('button', { name: 'New playbook' }).click();
  const dialog = page.getByRole('dialog', { name: 'New playbook' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
  await dialog.getByRole('radio', { name: template }).check();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
}

/** Goes from a playbook to the start page. */
export async function goToStart(page: Page) {
  await page.getByRole('link', { name: 'All playbooks' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Playbooks' })).toBeVisible();
}

/** A playbook of the start page. */
export function listed(page: Page, title: string) {
  return page
    .getByRole('list', { name: 'Playbooks' })
    .getByRole('article', { name: title, exact: true });
}

/** Presses Import and chooses a file with this text. */
export async function choose(page: Page, name: string, text: string | Buffer) {
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import', exact: true }).click(),
  ]);
  const buffer = typeof text === 'string' ? Buffer.from(text) : text;
  await picker.setFiles({ name, mimeType: 'application/json', buffer });
}

/** Exports from the header of a playbook. */
export async function download(page: Page, kind: 'JSON (.json)' | 'Markdown (.md)' | 'HTML (.html)') {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: kind }).click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

/** Leaves no room in local storage, but for so many characters. */
export async function fillStorage(page: Page, except = 0) {
  await page.evaluate((except) => {
    let size = 4 * 1024 * 1024;
    let filled = '';
    while (size >= 1) {
      try {
        localStorage.setItem('of another program', filled + 'x'.repeat(size));
        filled += 'x'.repeat(size);
      } catch {
        size = Math.floor(size / 2);
      }
    }
    localStorage.setItem('of another program', filled.slice(except));
  }, except);
}

export const importDialog = (page: Page) => page.getByRole('dialog', { name: 'Import' });

/** A file with these stages. */
export const fileOf = (stages: unknown[], more: object = {}) =>
  JSON.stringify({
    format: 'guidepost-playbook',
    version: 1,
    title: 'From a file',
    sections: [{ id: 'lifecycle-management', stages }],
    ...more,
  });
