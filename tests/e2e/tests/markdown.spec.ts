// Long texts, row by row, as the built app draws them in a browser: tests/markdown.json says what has to come out.

import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Page } from '@playwright/test';

import { expect, open, test } from '../fixtures';

type Row = { text: string; html: string; note?: string };
type Rows = {
  rows: { about: string; rows: Row[] }[];
  words: Row[];
  attempts: string[];
  harmless: string[];
  links: { allowed: string[]; refused: string[] };
};

const data: Rows = JSON.parse(readFileSync(path.join(import.meta.dirname, '..', '..', 'markdown.json'), 'utf8'));

/** Opens the app, and puts what its own module for texts can do within reach of the tests. */
async function openModule(page: Page) {
  await open(page);
  await page.evaluate(async () => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    const address = loaded.find((name) => /\/app-\w+\.js$/.test(name));
    if (!address) throw new Error('The app did not load its script');
    const module = await import(address);
    // Drawn without the library, a text is in one paragraph, and it is fetched for the first text.
    const first = document.createElement('div');
    module.drawMarkdown(first, '- a', 2);
    while (!first.querySelector('li')) await new Promise((resolve) => setTimeout(resolve, 20));

    const draw = (text: string, level = 2) => {
      const view = document.createElement('div');
      module.drawMarkdown(view, text, level);
      return view;
    };
    const words = (text: string) => {
      const view = document.createElement('div');
      module.drawWords(view, text);
      return view;
    };

    const allowed: Record<string, string[]> = {
      a: ['href', 'target', 'rel'],
      div: ['class', 'tabindex', 'role', 'aria-label'],
      ol: ['start'],
      td: ['class'],
      th: ['class'],
    };
    const plain =
      'blockquote br code del em h1 h2 h3 h4 h5 h6 hr li p pre strong table tbody thead tr ul'.split(' ');
    for (const name of plain) allowed[name] = [];
    /** Everything that may not be there. */
    const forbidden = (view: Node): string[] =>
      [...view.childNodes].flatMap((node) => {
        if (node.nodeType === Node.TEXT_NODE) return [];
        if (!(node instanceof HTMLElement)) return [`a node of type ${node.nodeType}`];
        const attributes = allowed[node.localName];
        if (!attributes) return [node.outerHTML];
        const wrong = [...node.attributes]
          .filter(({ name }) => !attributes.includes(name))
          .map(({ name, value }) => `${name}=${value}`);
        if (node instanceof HTMLAnchorElement) {
          // As the browser reads it: to the web, to a mail program, or to this host.
          const said = /^(https?:\/\/|mailto:)/i.test(node.getAttribute('href') ?? '');
          const safe = ['http:', 'https:', 'mailto:'].includes(node.protocol);
          if (!safe || (!said && node.host !== location.host)) wrong.push(`href=${node.getAttribute('href')}`);
        }
        return [...wrong, ...forbidden(node)];
      });
    Object.assign(window, { prose: { draw, words, forbidden, allowedLink: module.allowedLink } });
  });
}

type Prose = {
  draw: (text: string, level?: number) => HTMLElement;
  words: (text: string) => HTMLElement;
  forbidden: (view: Node) => string[];
  allowedLink: (target: string) => string | undefined;
};
declare const prose: Prose;

for (const { about, rows } of data.rows) {
  test(`in a text, ${about}`, async ({ page }) => {
    await openModule(page);
    const drawn = await page.evaluate(
      (texts) => texts.map((text) => prose.draw(text)).map((view) => [view.innerHTML, ...prose.forbidden(view)]),
      rows.map(({ text }) => text),
    );
    rows.forEach(({ text, html }, index) => expect.soft(drawn[index], text).toEqual([html]));
  });
}

test('short texts are a list', async ({ page }) => {
  await openModule(page);
  const texts = data.words.map(({ text }) => text);
  const drawn = await page.evaluate((texts) => texts.map((text) => prose.words(text).innerHTML), texts);
  data.words.forEach(({ text, html }, index) => expect.soft(drawn[index], text).toBe(html));
});

test('headings stand below any level', async ({ page }) => {
  await openModule(page);
  const drawn = await page.evaluate(() => [0, 4, 255].map((level) => prose.draw('# a\n## b\n### c', level).innerHTML));
  expect(drawn).toEqual([
    '<h1>a</h1><h2>b</h2><h3>c</h3>',
    '<h5>a</h5><h6>b</h6><h6>c</h6>',
    '<h6>a</h6><h6>b</h6><h6>c</h6>',
  ]);
});

test('which addresses may be links', async ({ page }) => {
  await openModule(page);
  const { allowed, refused } = await page.evaluate(
    ({ allowed, refused }) => ({
      allowed: allowed.filter((target) => prose.allowedLink(target) !== target.trim()),
      refused: refused.filter((target) => prose.allowedLink(target) !== undefined),
    }),
    data.links,
  );
  expect({ allowed, refused }).toEqual({ allowed: [], refused: [] });
});

test('attempts come out as text', async ({ page }) => {
  await openModule(page);
  const found = await page.evaluate(
    ({ attempts, harmless }) =>
      [...attempts, ...harmless].flatMap((text, index) => {
        const view = prose.draw(text);
        // In the page, so that whatever runs or is fetched does so, and `problems` sees it.
        document.body.append(view);
        const wrong = prose.forbidden(view);
        if (index < attempts.length && view.querySelector('a')) wrong.push(view.innerHTML);
        return wrong.length ? [{ text, wrong }] : [];
      }),
    data,
  );
  expect(found).toEqual([]);
});

test('nothing but the allowed comes out of any text', async ({ page }) => {
  await openModule(page);
  const { found, made } = await page.evaluate((attempts) => {
    const marks = [
      'a', 'b c', ' ', '  ', '\n', '\n\n', '    ', '\t', '# ', '## ', '- ', '1. ', '> ', '```', '~~~', '---', '===',
      '***', '*', '**', '_', '~', '~~', '`', '``', '[', ']', '(', ')', '](', '![', ']: ', '<', '>', '</', '/>', '<!--',
      '-->', '&', '&amp;', '&#106;', '&Tab;', '&lt;', '\\', '|', '|---|', '| a | b |\n|---|---|\n', '"', "'", '=', ':',
      '//', 'javascript:', 'JAVASCRIPT:', 'data:', 'https://', 'http://x.y', 'mailto:', 'script', '<script>',
      '<img src=x', ' onerror=', '<a href="', '<svg', '</textarea>', '[x] ', '\u0001', '\0', '\u00a0', '\u202e', 'é',
    ];
    // The same texts each time: a failure can be looked at again.
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const found: { text: string; wrong: string[] }[] = [];
    let made = 0;
    for (let count = 0; count < 5_000; count += 1) {
      const text = Array.from({ length: random(24) }, () => {
        const from = random(6) ? marks : attempts;
        return from[random(from.length)];
      }).join('');
      const view = prose.draw(text, random(8));
      made += view.querySelectorAll('*').length;
      const wrong = prose.forbidden(view);
      if (wrong.length) found.push({ text, wrong });
    }
    return { found, made };
  }, data.attempts);
  expect(found).toEqual([]);
  expect(made).toBeGreaterThan(5_000);
});

test('these tests see what is forbidden', async ({ page, problems }) => {
  problems.expect(/inline event handler/);
  await openModule(page);
  const counts = await page.evaluate(() =>
    [
      '<script>x</script>',
      '<p onclick=x>',
      "<a href='java\nscript:x'>",
      "<a href='\\\\x'>",
      '<link>',
      '<!--x-->',
      '<svg></svg>',
      "<a href='/x' style='x'>",
      "<p><em><a href='x'>",
    ].map((html) => {
      const template = document.createElement('template');
      template.innerHTML = html;
      return prose.forbidden(document.importNode(template.content, true)).length;
    }),
  );
  expect(counts).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
});

test('a hostile text keeps the page busy for a moment at most', async ({ page }) => {
  await openModule(page);
  const slow = await page.evaluate(() => {
    const parts = [
      '![', '[a](', 'http://a))))', 'http://?', '> ', '- ', '1. ', '*a ', '*a_', 'a_', '~a ', '**a*', '<!--', '<b>',
      '<a ', '`a``', '| a ', '- a\n\n', '&', '&a;', '\\', '# ', '[a]: b\n', '<div>\n', '[a][', '[', 'a@', 'www.',
    ];
    const length = 20_000;
    return parts.flatMap((part) =>
      [part.repeat(length / part.length), `a ${part.repeat(length / part.length)}](x)*_~\``].flatMap((text) => {
        const start = performance.now();
        prose.draw(text);
        const time = performance.now() - start;
        return time > 4_000 ? [`${part}: ${Math.round(time)} ms`] : [];
      }),
    );
  });
  expect(slow).toEqual([]);
});

test('without the library, texts are shown as they were typed', async ({ page, problems }) => {
  problems.expect(/marked-\w+\.esm\.js|Failed to load resource/);
  await page.route('**/marked-*.esm.js', (route) => route.abort());
  await open(page);
  const drawn = await page.evaluate(async () => {
    const address = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .find((name) => /\/app-\w+\.js$/.test(name));
    const module = await import(address ?? '');
    const view = document.createElement('div');
    module.drawMarkdown(view, '# a\n**b** <img src=x onerror=alert(1)>\n\nc', 2);
    return view.innerHTML;
  });
  expect(drawn).toBe('<p># a<br>**b** &lt;img src=x onerror=alert(1)&gt;<br><br>c</p>');
});
