// The Markdown that leaves, as another program reads it: one that many wikis and editors use.

import MarkdownIt from 'markdown-it';

import { expect, open, test } from '../fixtures';
import { add, createAt, entry } from '../playbook';
import { create, download } from '../playbooks';

type Token = ReturnType<MarkdownIt['parse']>[number];

const parse = (text: string) => new MarkdownIt({ html: true }).enable('table').parse(text, {});

/** The headings: level and text. */
function headings(tokens: Token[]) {
  return tokens.flatMap((token, at) => {
    if (token.type !== 'heading_open') return [];
    const words = tokens[at + 1]?.children?.map((child) => child.content).join('') ?? '';
    return [`${token.tag} ${words}`];
  });
}

/** The tables: how many cells are in each row. */
function tables(tokens: Token[]) {
  const tables: number[][] = [];
  for (const token of tokens) {
    if (token.type === 'table_open') tables.push([]);
    if (token.type === 'tr_open') tables.at(-1)?.push(0);
    if (token.type === 'th_open' || token.type === 'td_open') {
      const rows = tables.at(-1) ?? [];
      rows[rows.length - 1] = (rows.at(-1) ?? 0) + 1;
    }
  }
  return tables;
}

const inlines = (tokens: Token[]) => tokens.flatMap((token) => token.children ?? []);

test('the example playbook has sections, entries, tables and links, and nothing else', async ({ page }) => {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  const { text } = await download(page, 'Markdown (.md)');
  const tokens = parse(text);
  const outline = headings(tokens);
  expect(outline[0]).toBe('h1 Kestrelmoor');
  expect(outline.filter((heading) => heading.startsWith('h2')).map((heading) => heading.slice(3))).toEqual([
    'Demand Generation Tools',
    'Sales Tools',
    'Internal Communication Tools',
    'Lifecycle Management',
    'Lead Source Attribution',
    'Opportunity Source Attribution',
    'Marketing Campaign Management & Reporting',
    'Event checklists',
    'Internal Document Management',
    'Definitions',
    'People and teams',
  ]);
  expect(outline.length).toBeGreaterThan(60);
  const rows = tables(tokens);
  expect(rows.length).toBeGreaterThan(20);
  for (const table of rows) {
    expect(new Set(table).size, `rows of ${table.join()} cells`).toBe(1);
    expect(table.length).toBeGreaterThan(1);
  }
  const links = inlines(tokens).filter((token) => token.type === 'link_open');
  expect(links.length).toBeGreaterThan(20);
  for (const link of links) expect(link.attrGet('href')).toMatch(/^(https?|mailto):/);
  expect(tokens.filter((token) => token.type === 'html_block')).toEqual([]);
  expect(inlines(tokens).filter((token) => token.type === 'html_inline')).toEqual([]);
});

test('what people type changes nothing around it', async ({ page }) => {
  await createAt(page, 'Definitions');
  const hostile = '| a | `b` # c <b>d</b> [e](f) *g* 🙂 עברית \\| h';
  await add(page, 'definition', hostile);
  await add(page, 'definition', 'MQL');
  const field = entry(page, 'MQL').getByRole('textbox', { name: 'Definition', exact: true });
  await field.fill('Open\n\n```\n## not a heading\n| not | a table |\n\n<!-- not closed');
  const tokens = parse((await download(page, 'Markdown (.md)')).text);
  const expected = ['h1 Test playbook', 'h2 Definitions', `h3 ${hostile}`, 'h3 MQL'];
  expect(headings(tokens).sort()).toEqual(expected.sort());
  expect(tables(tokens)).toEqual([]);
  expect(tokens.filter((token) => token.type === 'html_block')).toEqual([]);
});
