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

test('a message stays while one points at it or has the focus in it, and goes by itself after that', async ({ page }) => {
  await page.clock.install();
  await open(page);
  await create(page, 'Acme');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Lifecycle Management' }).click();
  await deleteNamed(page, page.getByRole('list', { name: 'Stages' }).getByRole('article', { name: 'Subscriber' }));
  const message = page.getByRole('region', { name: 'Messages' }).getByText(/Subscriber.* deleted/);
  await message.hover();
  await page.clock.fastForward(16_000);
  await expect(message).toBeVisible();
  await page.getByRole('button', { name: 'Close message' }).focus();
  await page.mouse.move(0, 0);
  await page.clock.fastForward(16_000);
  await expect(message).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.clock.fastForward(16_000);
  await expect(message).toHaveCount(0);
});

test('a playbook can be left out of a text box', async ({ page }) => {
  await open(page);
  await create(page, 'Acme');
  await page.getByRole('textbox', { name: 'Playbook title' }).fill('Typed last');
  await page.goBack();
  await expect(page.getByRole('article', { name: 'Typed last' })).toBeVisible();
});

test('what can be done is on the screen whatever a title is', async ({ page }) => {
  await open(page);
  // Letters that are as wide as a line, and more lines than there are on a screen.
  await create(page, `\ufdfd${'\ufdfd\u2060'.repeat(3)} ${'A long title. '.repeat(200)}`);
  await goToStart(page);
  await page.getByRole('article').getByRole('button', { name: /^Delete/ }).click();
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages.getByRole('button', { name: 'Close message' }).last()).toBeInViewport({ ratio: 1 });
  await messages.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('list', { name: 'Playbooks' }).getByRole('article')).toHaveCount(1);
});
