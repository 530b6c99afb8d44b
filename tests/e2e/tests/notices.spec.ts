// Messages about what was just done, and the Undo that they offer.

import { expect, open, test } from '../fixtures';
import { deleteNamed } from '../playbook';
import { create, goToStart } from '../playbooks';

test('the Undo of a notice works though what it is about has left the page', async ({ page }) => {
  await open(page);
  await create(page, 'Acme');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Lifecycle Management' }).click();
  const stage = page.getByRole('list', { name: 'Stages' }).getByRole('article', { name: 'Subscriber' });
  await deleteNamed(page, stage);
  await expect(stage).toHaveCount(0);
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(stage).toBeVisible();
});

test('what a notice offers for a playbook goes when the playbook is left', async ({ page }) => {
  await open(page);
  await create(page, 'Acme');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Lifecycle Management' }).click();
  const stage = page.getByRole('list', { name: 'Stages' }).getByRole('article', { name: 'Subscriber' });
  await deleteNamed(page, stage);
  await expect(page.getByText(/Subscriber.* deleted/)).toBeVisible();
  await goToStart(page);
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
});

test('a playbook can be left out of a text box', async ({ page }) => {
  await open(page);
  await create(page, 'Acme');
  await page.getByRole('textbox', { name: 'Playbook title' }).fill('Typed last');
  await page.goBack();
  await expect(page.getByRole('article', { name: 'Typed last' })).toBeVisible();
});
