// What the tests with hostile texts have in common: playbooks that are full of them, pages that tell when one of them does
// something, and a look at all that is on a page.

import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { BrowserContext, Page } from '@playwright/test';

import { expect, test as base } from './fixtures';
import { choose } from './playbooks';

/** What texts did that should do nothing. */
class Deeds {
  readonly done: string[] = [];

  /** Watches every page of a context; for contexts that a test opens beside its own. */
  async watch(context: BrowserContext) {
    await context.exposeBinding('pwned', ({ frame }) => void this.done.push(`a text ran in ${frame.url()}`));
    await context.exposeBinding('violated', (_, what: string) => void this.done.push(`against the policy: ${what}`));
    await context.addInitScript(() => {
      const told = ({
        violatedDirective,
        blockedURI,
        sample,
        sourceFile,
        lineNumber,
      }: SecurityPolicyViolationEvent) => {
        const where = `${sourceFile}:${lineNumber}`;
        (window as unknown as Told).violated(`${violatedDirective} ${blockedURI} ${sample} ${where}`);
      };
      document.addEventListener('securitypolicyviolation', told);
      window.print = () => {};
    });
    const watchPage = (page: Page) => {
      page.on('dialog', (dialog) => {
        if (dialog.type() === 'beforeunload') return void dialog.accept();
        this.done.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('popup', () => this.done.push('a window was opened'));
    };
    context.pages().forEach(watchPage);
    context.on('page', watchPage);
  }
}

type Told = { violated: (what: string) => void };

export const test = base.extend<{ deeds: Deeds }>({
  deeds: [
    async ({ context, problems }, use) => {
      // What the tests look into a preview with is kept from running there, as any script would be.
      problems.expect(/Blocked script execution in 'about:srcdoc'/);
      const deeds = new Deeds();
      await deeds.watch(context);
      await use(deeds);
      expect(deeds.done, 'A text did something').toEqual([]);
    },
    { auto: true },
  ],
});

/** Whatever is on a page that no text may bring, as the browser sees it. For `evaluate`, also in other documents. */
export function strangers(html?: string) {
  const doc = html === undefined ? document : new DOMParser().parseFromString(html, 'text/html');
  const found: string[] = [];
  const never =
    'script, iframe:not([sandbox=""]), object, embed, frame, frameset, applet, portal, link, meta, base, template, ' +
    'video, audio, picture, source, track, math, noscript:not(#startup *), marquee, foreignObject, animate, set, use, ' +
    'image, feImage, area, map, plaintext, img:not([src^="data:image/png;base64,"]), form[action], form[method], ' +
    '[formaction], [srcset], [ping], [background], [poster]';
  const elements = [...doc.body.querySelectorAll(never)];
  // The picture of the lifecycle in a file brings its own style.
  const styles = [...doc.body.querySelectorAll('style')].filter((style) => doc === document || !style.closest('svg'));
  // The page's own, which stands beside all else and has nothing in it.
  const own = (element: Element) =>
    element instanceof HTMLScriptElement &&
    element.parentElement === document.body &&
    /^\.\//.test(element.getAttribute('src') ?? '') &&
    !element.text;
  found.push(
    ...[...elements, ...styles].filter((element) => !own(element)).map((element) => element.outerHTML.slice(0, 200)),
  );
  for (const element of doc.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const scheme = /^(https?|mailto):/i.test(value);
      const isLink = element.localName === 'a' && name === 'href';
      const isWrong =
        /^on/i.test(name) ||
        !/^[a-z][a-z:-]*$/i.test(name) ||
        (name === 'style' && /url|expression|binding/i.test(value)) ||
        (name === 'srcdoc' && element.getAttribute('sandbox') !== '') ||
        (doc.body.contains(element) &&
          /^(xlink:href|action|data|src)$/i.test(name) &&
          !value.startsWith('data:image/png')) ||
        (isLink && !scheme && !/^#/.test(value) && (element as HTMLAnchorElement).host !== location.host) ||
        // An address of the web that is none leads nowhere.
        (isLink &&
          !(scheme && (element as HTMLAnchorElement).protocol === ':') &&
          !/^(https?|mailto|about):$/.test((element as HTMLAnchorElement).protocol));
      if (isWrong && !own(element)) found.push(`${name}=${value.slice(0, 100)} in <${element.localName}>`);
    }
  }
  return found;
}

/** Looks at all that is on a page, and into the previews on it. */
export async function expectNoStrangers(page: Page) {
  expect(await page.evaluate(strangers), page.url()).toEqual([]);
  const previews = await page
    .locator('iframe')
    .evaluateAll((all) => all.map((frame) => frame.getAttribute('srcdoc') ?? ''));
  for (const html of previews) await expectNoStrangersIn(page, html);
}

/** Looks at a page of HTML, as a browser that nothing protects would read it. */
export async function expectNoStrangersIn(page: Page, html: string) {
  const reader = await page.context().newPage();
  expect(await reader.evaluate(strangers, html), html.slice(0, 200)).toEqual([]);
  await reader.close();
}

type Schema = {
  $ref?: string;
  type?: string;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
};

const schema = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'playbook.schema.json'), 'utf8'),
) as { $defs: Record<string, Schema> };

const kindOf = (schema: Schema | undefined) => schema?.$ref?.replace('#/$defs/', '');
const KINDS = Object.keys(schema.$defs);

/** What a reference points at; whatever else is a person. */
const TARGETS: Record<string, string> = {
  toStage: 'stage',
  changeTo: 'leadSource',
  integratesWith: 'tool',
  notToBeConfusedWith: 'definition',
};

function idOf(kind: string, place: number) {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(KINDS.indexOf(kind) + 1, 0);
  bytes.writeUInt32BE(place, 4);
  return bytes.toString('base64url');
}

/**
 * A playbook with an entry of each kind for each text, which has that text in all its fields. What the schema says is what
 * there is, so that a field that is added is here, too.
 */
export function fullOf(texts: string[], title: string, isSound = true) {
  // No program can write half a character.
  const all = texts.map((text) => text.toWellFormed());
  const valueOf = (key: string, field: Schema, place: number): unknown => {
    const text = all[place];
    const part = kindOf(field.items);
    const target = (place: number) => idOf(TARGETS[key] ?? 'person', place % all.length);
    if (key === 'id') return undefined;
    if (key === 'renewalDate' && isSound) return '2026-11-21';
    if (key === 'changed') return '2026-11-21T09:30:00Z';
    if (field.enum) return field.enum[place % field.enum.length];
    if (field.type === 'boolean') return place % 2 === 0;
    if (kindOf(field) === 'id') return target(place + 1);
    if (part === 'id') return [target(place + 1), target(place + 2)];
    if (part) return [entryOf(part, place)];
    if (field.type === 'array') return [text, `${text} again`];
    return text;
  };
  const entryOf = (kind: string, place: number): Record<string, unknown> => {
    const fields = Object.entries(schema.$defs[kind].properties ?? {});
    return {
      ...Object.fromEntries(fields.map(([key, field]) => [key, valueOf(key, field, place)])),
      id: idOf(kind, place),
    };
  };
  const sectionOf = (slug: string, place: number) => {
    const lists = Object.entries(schema.$defs[slug].properties ?? {}).filter(([, list]) => list.items);
    const text = all[place % all.length];
    return {
      name: text,
      introduction: all
        .slice(place * 7)
        .concat(all)
        .slice(0, 12)
        .join('\n\n'),
      ...Object.fromEntries(
        lists.map(([key, list]) => [key, all.map((_, place) => entryOf(kindOf(list.items) ?? '', place))]),
      ),
    };
  };
  const standard = KINDS.filter((kind) => (kind.includes('-') && kind !== 'custom-section') || kind === 'definitions');
  const tools = standard.indexOf('sales-tools');
  const sections = standard.map((slug, place) => ({ id: slug, ...sectionOf(slug, place) }));
  // Tools stand in two sections, and each of them is there once.
  sections[tools] = { ...sections[tools], tools: [] } as never;
  const own = all.map((text, place) => ({
    id: idOf('custom-section', place),
    name: text,
    introduction: text,
    hidden: false,
  }));
  return JSON.stringify({
    format: 'guidepost-playbook',
    version: 1,
    id: idOf('id', Buffer.from(title).reduce((sum, byte) => sum * 31 + byte, 7) >>> 0),
    title,
    people: all.map((_, place) => entryOf('person', place)),
    teams: all.map((_, place) => entryOf('team', place)),
    sections: [
      ...sections,
      ...own.slice(0, -1),
      { ...own.at(-1), entries: all.map((_, place) => entryOf('entry', place)) },
    ],
    dismissed: Object.fromEntries(all.map((text) => [`circle:${text}`, text])),
  });
}

/** Imports a file, whatever is said about it. */
export async function bring(page: Page, file: string, text: string) {
  await choose(page, file, text);
  const overview = page.getByRole('heading', { level: 1, name: 'Overview' });
  const anyway = page.getByRole('dialog', { name: 'Import' }).getByRole('button', { name: /^Import/ });
  await expect(overview.or(anyway).first()).toBeVisible({ timeout: 30_000 });
  if (await anyway.count()) {
    await expectNoStrangers(page);
    await anyway.click();
  }
  await expect(overview).toBeVisible();
}

/** Draws all of a page, opens all that is closed on it, and waits for what is drawn by others. */
export async function unfold(page: Page) {
  await page.evaluate(async () => {
    dispatchEvent(new Event('beforeprint'));
    const closed = () => [...document.querySelectorAll<HTMLElement>('main details:not([open]) > summary')];
    for (let round = 0; round < 3; round += 1) {
      for (const summary of closed()) summary.click();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
}

/** The page can still be written in. */
export async function expectAlive(page: Page) {
  const title = page.getByRole('textbox', { name: 'Playbook title' });
  const before = await title.inputValue();
  await title.fill('still alive');
  await expect(page).toHaveTitle(/still alive/);
  await title.fill(before);
}
