// Another program of the same origin takes all the room that there is. What is typed is not lost by it, what the header says is
// true, and the other program keeps what it has.

import type { BrowserContext, Locator, Page } from '@playwright/test';

import { expect, open, test } from '../fixtures';
import { add, createAt, exportJson, expectSaved, fetched, goTo, reload, status, titleBox } from '../playbook';
import { choose, create, goToStart, listed } from '../playbooks';

/** The sizes of what it keeps, until not even one more character fits in. */
const SHAPES = {
  'few long texts': [1 << 20, 1 << 16, 1 << 10, 16, 1],
  'many short texts': [2_000, 100, 1],
};
type Shape = keyof typeof SHAPES;

/** A failed write is tried again every five seconds. */
const SOON = 20_000;

/** What the other program has in its page. */
interface Greedy {
  kept: Record<string, string>;
  fill: () => void;
  /** It takes whatever becomes free. */
  watch: number;
}

/** A page of the same origin that knows nothing of the app. */
class OtherProgram {
  private constructor(private readonly page: Page) {}

  static async open(context: BrowserContext, shape: Shape) {
    const body = '<!doctype html><title>Another program</title>';
    await context.route('**/another-program', (route) => route.fulfill({ body, contentType: 'text/html' }));
    const page = await context.newPage();
    await page.goto('./another-program');
    await page.evaluate((sizes) => {
      const kept: Record<string, string> = {};
      const put = (key: string, value: string) => {
        try {
          localStorage.setItem(key, value);
          kept[key] = value;
          return true;
        } catch {
          return false;
        }
      };
      let number = 0;
      const fill = () => {
        for (const size of sizes) while (put(`other/${number}`, 'x'.repeat(size))) number += 1;
        // For one more of these keys there is no room; for keys of a character, and then for characters, there is.
        for (const key of 'abcdefghijklmnopqrstuvwxyz') if (!(key in kept)) put(key, '');
        for (let text = kept.a ?? ''; put('a', `${text}x`); ) text += 'x';
      };
      Object.assign(window, { kept, fill });
    }, SHAPES[shape]);
    return new OtherProgram(page);
  }

  /** Takes all the room, and whatever becomes free from now on. */
  fill() {
    return this.page.evaluate(() => {
      const program = window as unknown as Greedy;
      program.fill();
      program.watch = window.setInterval(program.fill, 50);
    });
  }

  free() {
    return this.page.evaluate(() => {
      const program = window as unknown as Greedy;
      clearInterval(program.watch);
      for (const key of Object.keys(program.kept)) {
        localStorage.removeItem(key);
        delete program.kept[key];
      }
    });
  }

  /** It has a great deal, and all of it is as it was. */
  async expectUntouched() {
    const [size, touched] = await this.page.evaluate(() => {
      const { kept } = window as unknown as Greedy;
      const texts = Object.entries(kept);
      const size = texts.reduce((sum, [key, text]) => sum + key.length + text.length, 0);
      return [size, texts.filter(([key, text]) => localStorage.getItem(key) !== text).map(([key]) => key)];
    });
    expect(size).toBeGreaterThan(4_000_000);
    expect(touched).toEqual([]);
  }
}

const definition = (page: Page) => page.getByRole('textbox', { name: 'Definition', exact: true });

async function typeOn(page: Page, box: Locator, text: string) {
  await box.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text, { delay: 10 });
}

/** Whatever the header says for longer than it takes to try again, it is true: either it says that nothing is saved, and why; or
 * it says that all is, and then all is there when the page is loaded again. */
async function expectTruth(page: Page, box: Locator, text: string) {
  await expect(status(page)).toHaveText(/^(Saved|Not saved: .+)$/);
  const until = Date.now() + 7_000;
  while (Date.now() < until && (await status(page).textContent()) !== 'Saved') {
    await expect(status(page)).toHaveText(/^(Saved|Not saved: .+)$/);
    await page.waitForTimeout(250);
  }
  await expect(box).toHaveValue(text);
  if ((await status(page).textContent()) === 'Saved') {
    await reload(page);
    await expect(box).toHaveValue(text);
  }
}

async function expectExported(page: Page, text: string) {
  const { sections } = await exportJson(page);
  expect(JSON.stringify(sections)).toContain(JSON.stringify(text));
}

/** Once there is room, all is kept, without anybody doing anything. */
async function expectKept(page: Page, box: Locator, text: string) {
  await expect(status(page)).toHaveText('Saved', { timeout: SOON });
  await reload(page);
  await expect(box).toHaveValue(text);
}

for (const shape of Object.keys(SHAPES) as Shape[]) {
  test(`${shape} of another program, there before the app: typing goes on, and is kept later`, async ({ page, context }) => {
    test.slow();
    await createAt(page, 'Definitions');
    await add(page, 'definition', 'Churn');
    await definition(page).fill('Customers who left.');
    await expectSaved(page);
    const address = page.url();
    await page.goto('about:blank');
    const other = await OtherProgram.open(context, shape);
    await other.fill();

    await open(page, address);
    await expect(definition(page)).toHaveValue('Customers who left.');
    await typeOn(page, definition(page), ' Not those who never came.');
    const text = 'Customers who left. Not those who never came.';
    await expectTruth(page, definition(page), text);
    await expectExported(page, text);
    await other.expectUntouched();

    await other.free();
    await expectKept(page, definition(page), text);
  });

  test(`${shape} of another program, there while somebody types: all of it is kept later`, async ({ page, context }) => {
    test.slow();
    await createAt(page, 'Definitions');
    await add(page, 'definition', 'Churn');
    const other = await OtherProgram.open(context, shape);
    await expectSaved(page);
    let text = '';
    // The second time, with what the first time left behind.
    for (const name of ['one', 'two']) {
      const words = Array.from({ length: 40 }, (_, number) => `${name}${number}`).join(' ');
      const typing = typeOn(page, definition(page), `${words} `);
      await page.waitForTimeout(700);
      await other.fill();
      await typing;
      text += `${words} `;
      await expect(definition(page)).toHaveValue(text);
      await typeOn(page, definition(page), 'and on. ');
      text += 'and on. ';
      await expectTruth(page, definition(page), text);
      await expectExported(page, text);
      await other.expectUntouched();

      await other.free();
      await expectKept(page, definition(page), text);
    }
  });
}

/** What came of an attempt to make a playbook: it is open, or a dialog says that there is no room. */
async function isMade(page: Page, title: string, dialog: Locator) {
  const refusal = dialog.getByRole('alert').filter({ hasText: 'storage for this site is full' });
  const made = page.getByRole('navigation', { name: 'Sections' });
  await expect(refusal.or(made)).toBeVisible();
  if (await refusal.isVisible()) {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    return false;
  }
  await expectTruth(page, titleBox(page), title);
  await goToStart(page);
  return true;
}

test('a playbook is made or imported wholly or not at all, however full it is', async ({ page, context }) => {
  test.slow();
  const file = JSON.stringify({
    format: 'guidepost-playbook',
    version: 1,
    title: 'From a file',
    sections: [{ id: 'definitions', definitions: [{ name: 'Churn', definition: 'Customers who left. '.repeat(500).trim() }] }],
  });
  await open(page);
  await create(page, 'First', 'Blank playbook');
  await goToStart(page);
  const other = await OtherProgram.open(context, 'few long texts');

  await page.getByRole('button', { name: 'New playbook' }).click();
  const dialog = page.getByRole('dialog', { name: 'New playbook' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('No room');
  await other.fill();
  await dialog.getByRole('button', { name: 'Create' }).click();
  const made = await isMade(page, 'No room', dialog);
  await choose(page, 'file.json', file);
  const imported = await isMade(page, 'From a file', page.getByRole('dialog', { name: 'Import' }));
  for (let time = 0; time < 2; time += 1) {
    await expect(listed(page, 'First')).toBeVisible();
    await expect(listed(page, 'No room')).toHaveCount(made ? 1 : 0);
    await expect(listed(page, 'From a file')).toHaveCount(imported ? 1 : 0);
    await expect(page.getByRole('article')).toHaveCount(1 + Number(made) + Number(imported));
    await page.reload();
  }
  await other.expectUntouched();

  await other.free();
  if (!imported) await choose(page, 'file.json', file);
  else await listed(page, 'From a file').getByRole('link', { name: 'From a file', exact: true }).click();
  await expect(titleBox(page)).toHaveValue('From a file');
  await goTo(page, 'Definitions');
  await typeOn(page, definition(page), ' And on.');
  await expectKept(page, definition(page), `${'Customers who left. '.repeat(500)}And on.`);
});

test('who leaves what could not be stored is asked first', async ({ page, context }) => {
  test.slow();
  // There is no database to go to.
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Refused', 'SecurityError');
    };
  });
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Churn');
  await definition(page).fill('Customers who left.');
  await expectSaved(page);
  const other = await OtherProgram.open(context, 'few long texts');
  await other.fill();
  await typeOn(page, definition(page), ' All of them.');
  await expect(status(page)).toHaveText(/^Not saved/, { timeout: SOON });

  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await (dialog.type() === 'confirm' ? dialog.dismiss() : dialog.accept());
  });
  await page.getByRole('link', { name: 'All playbooks' }).click();
  expect(asked).toEqual(['confirm']);
  await expect(definition(page)).toHaveValue('Customers who left. All of them.');
  // Other pages of the playbook have it, too.
  await goTo(page, 'Sales Tools');
  await goTo(page, 'Definitions');
  expect(asked).toEqual(['confirm']);
  await other.free();
  await expectKept(page, definition(page), 'Customers who left. All of them.');
  expect(asked).toEqual(['confirm']);

  await other.fill();
  await typeOn(page, definition(page), ' Nobody else.');
  await expect(status(page)).toHaveText(/^Not saved/, { timeout: SOON });
  await fetched(page, 'unsaved.js');
  await page.reload();
  expect(asked).toEqual(['confirm', 'beforeunload']);
});
