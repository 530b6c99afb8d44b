// Files that are dropped anywhere on the page: what they are is recognised, whatever they are called.

import type { Page } from '@playwright/test';

import { expect, open, test } from '../fixtures';
import { create } from '../playbooks';

const stages = [{ name: 'Lead' }];
const sections = [{ id: 'lifecycle-management', stages }];
const playbook = JSON.stringify({ format: 'guidepost-playbook', version: 1, title: 'From a file', sections });
const imported = (page: Page) => page.getByRole('dialog', { name: 'Import' });

async function drop(page: Page, name: string, type: string, text: string) {
  const files = await page.evaluateHandle(
    ([name, type, text]) => {
      const files = new DataTransfer();
      files.items.add(new File([text], name, { type }));
      return files;
    },
    [name, type, text] as const,
  );
  await page.dispatchEvent('main', 'dragover', { dataTransfer: files });
  await expect(page.getByText('Drop the file to import it')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: files });
  await expect(page.getByText('Drop the file to import it')).toBeHidden();
}

for (const name of ['playbook.json', 'renamed.txt']) {
  test(`a playbook that is called ${name} is imported`, async ({ page }) => {
    await open(page);
    await drop(page, name, '', playbook);
    await expect(page).toHaveTitle('Overview · From a file · Guidepost');
  });
}

// What a browser says about a file is not what it is: some say nothing, or what Excel is called.
for (const [name, type, text, question] of [
  ['tools.csv', 'application/vnd.ms-excel', 'Tool;Owner\nGong;Ana\n', 'column'],
  ['stack.yaml', '', '- tool: Gong\n  owner: Ana\n', 'column'],
  ['stack.json', 'application/json', '[{"tool": "Gong", "owner": "Ana"}]', 'column'],
  ['tools.html', 'text/html', '<table><tr><th>Tool<th>Owner<tr><td>Gong<td>Ana</table>', 'column'],
  ['page.md', '', '# Words\n\n## Gong\n\nA tool that listens.\n', 'Becomes'],
] as const) {
  test(`${name} is asked about as what it is`, async ({ page }) => {
    await open(page);
    await create(page, 'Mine', 'Blank playbook');
    await drop(page, name, type, text);
    await expect(imported(page)).toContainText('Gong');
    await expect(imported(page)).toContainText(new RegExp(question, 'i'));
    await expect(imported(page).getByRole('alert')).toHaveCount(0);
  });
}
