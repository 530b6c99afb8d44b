// A browser that is killed while somebody types in it, and what is there afterwards: for `bench/kill.mjs` and `killed.spec.ts`.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { chromium } from '@playwright/test';

import { launchOptions } from './browser.mjs';

/** A few times as fast as people type, so that a loss is known to a tenth of a second. */
const BETWEEN_WORDS = 100;

/** So long it is waited for what was pressed last, in milliseconds. */
const GONE_AFTER = 3000;

/** What the page shows of a playbook that is not there. */
const GONE = 'This playbook is not in this browser';

/** The processes of this machine with their command lines. */
function processes() {
  const line = (pid) => {
    try {
      return { pid: Number(pid), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
    } catch {
      // It has ended since.
      return { pid: Number(pid), command: '' };
    }
  };
  if (process.platform === 'linux') return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(line);
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n');
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), command: `${line} ` }));
}

/** A profile of a browser with one playbook in it, and who types there. */
export class Home {
  /** What was typed into which entry, in order, and when that was done. `Infinity`: it was not. */
  pieces = [];
  /** What the browser complained about, and pages said was wrong. */
  complaints = [];
  #profile = mkdtempSync(path.join(tmpdir(), 'guidepost-killed-'));
  #site;
  #context;
  #page;
  #address;

  constructor(site) {
    this.#site = site;
  }

  /** Opens the playbook; makes one where there is none yet, or none any more. Says whether the one of before was there. */
  async open() {
    await this.#start();
    const found = this.#address !== undefined && (await this.#show());
    if (!found) await this.#create();
    return found;
  }

  async #start() {
    if (!this.#context) {
      this.#context = await chromium.launchPersistentContext(this.#profile, {
        ...launchOptions,
        viewport: { width: 1280, height: 900 },
        locale: 'en-GB',
        serviceWorkers: 'block',
        // Whoever runs this decides what happens then: else the browser would be gone before it is killed.
        handleSIGINT: false,
        handleSIGTERM: false,
      });
      this.#context.on('console', (message) => {
        // A site without settings has no such file, and the browser says so.
        const isAbsent = message.location().url.endsWith('/config.json') && message.text().includes('404');
        if (message.type() === 'error' && !isAbsent) this.complaints.push(message.text());
      });
      this.#context.on('weberror', (error) => this.complaints.push(error.error().message));
    }
    const old = this.#context.pages();
    this.#page = await this.#context.newPage();
    // Only now: a browser without any page ends.
    for (const page of old) await page.close();
  }

  async #show() {
    const page = this.#page;
    await page.goto(this.#address);
    const heading = page.getByRole('heading', { level: 1, name: 'Definitions', exact: true });
    await heading.or(page.getByText(GONE)).first().waitFor();
    return (await page.getByText(GONE).count()) === 0;
  }

  async #create() {
    const page = this.#page;
    this.pieces = [];
    await page.goto(this.#site);
    await page.getByRole('button', { name: 'New playbook', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'New playbook' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Killed');
    await dialog.getByText('Blank playbook', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    const sections = page.getByRole('navigation', { name: 'Sections' });
    await sections.getByRole('link', { name: 'Definitions', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Definitions', exact: true }).waitFor();
    this.#address = page.url();
  }

  /** Adds a definition and types numbered words into it until everything is killed after so many seconds. */
  async typeAndDie(entry, kind, seconds) {
    let isKilled = false;
    let failed;
    const typing = this.#type(entry).catch((error) => {
      // That is what is to happen; before, nothing is. A tab that is killed while something in it is waited for may say only that
      // it was waited for too long.
      if (!isKilled && !/crashed|closed/i.test(error.message)) failed = error;
    });
    await wait(seconds * 1000);
    isKilled = true;
    const died = await this.#kill(kind);
    // Nothing has to come of a key that was pressed in a tab that is gone, not even that it could not be pressed.
    await Promise.race([typing, wait(GONE_AFTER)]);
    if (failed) throw failed;
    return died;
  }

  async #type(entry) {
    const page = this.#page;
    const done = async (text, deed) => {
      const piece = { entry, text, at: Infinity };
      this.pieces.push(piece);
      await deed();
      piece.at = performance.now();
    };
    await done('', async () => {
      await page.getByRole('button', { name: 'Add definition', exact: true }).click();
      const untitled = page.getByRole('article', { name: 'Untitled definition', exact: true });
      await untitled.getByRole('textbox').first().fill(entry);
    });
    const card = page.getByRole('article', { name: entry, exact: true });
    await card.getByRole('textbox', { name: 'Definition', exact: true }).click();
    const start = performance.now();
    for (let number = 0; ; number += 1) {
      const word = `w${String(number).padStart(4, '0')} `;
      await done(word, () => page.keyboard.type(word));
      await wait(Math.max(0, start + (number + 1) * BETWEEN_WORDS - performance.now()));
    }
  }

  /** Kills all processes of the browser, or those that draw pages. Says when. */
  async #kill(kind) {
    const [context, page] = [this.#context, this.#page];
    const gone = new Promise((resolve) => (kind === 'tab' ? page.once('crash', resolve) : context.once('close', resolve)));
    // Every process of a browser names its profile.
    const ours = processes().filter(({ command }) => command.includes(`--user-data-dir=${this.#profile} `));
    const victims = kind === 'tab' ? ours.filter(({ command }) => command.includes('--type=renderer ')) : ours;
    if (victims.length === 0) throw new Error('There is nothing to kill.');
    const died = performance.now();
    for (const { pid } of victims) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        // It went with another one.
        if (error.code !== 'ESRCH') throw error;
      }
    }
    // That a tab is gone is not always said.
    await Promise.race([gone, wait(GONE_AFTER)]);
    if (kind !== 'tab') this.#context = undefined;
    return died;
  }

  /** Opens the playbook anew, and says how it is. */
  async inspect(died) {
    const typed = this.pieces;
    const gone = !(await this.open());
    const found = gone ? new Map() : await this.#read();
    const alerts = await this.#page.getByRole('alert').allTextContents();
    const judgement = judge(typed, found, died);
    this.pieces = judgement.pieces;
    const complaints = [...this.complaints.splice(0), ...alerts.filter((text) => text.trim() !== '')];
    const last = typed.at(-1)?.entry;
    const words = typed.filter(({ entry, text, at }) => entry === last && text !== '' && at !== Infinity).length;
    return { loss: judgement.loss, holes: judgement.holes, gone, complaints, words };
  }

  /** The texts of all definitions by their names, as the app exports them. */
  async #read() {
    const page = this.#page;
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'JSON (.json)', exact: true }).click();
    const { sections } = JSON.parse(await readFile(await (await downloading).path(), 'utf8'));
    const { definitions = [] } = sections.find(({ id }) => id === 'definitions') ?? {};
    return new Map(definitions.map(({ name, definition = '' }) => [name, definition]));
  }

  async clear() {
    await this.#context?.close();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** What of the pieces is in the texts that were found: how many milliseconds before the end the first lost one was typed
 * (0: nothing was lost), and what stands in a wrong place. */
export function judge(pieces, found, died) {
  const [kept, holes] = [[], []];
  let lost;
  for (const entry of new Set(pieces.map((piece) => piece.entry))) {
    const own = pieces.filter((piece) => piece.entry === entry);
    const text = found.get(entry)?.trimEnd();
    const whole = own.map((piece) => piece.text).join('');
    if (text !== undefined && !whole.startsWith(text)) holes.push(`${entry}: ${text}`);
    if (text !== undefined && lost) holes.push(`${entry} is there, and what was typed before it is not`);
    let end = 0;
    for (const piece of own) {
      end += piece.text.length;
      if (text?.startsWith(whole.slice(0, end).trimEnd())) kept.push(piece);
      else lost ??= piece;
    }
    // A word of which only a part is there.
    const complete = kept.filter((piece) => piece.entry === entry).map((piece) => piece.text).join('');
    if (text !== undefined && text.length > complete.length) kept.push({ entry, text: text.slice(complete.length), at: died });
  }
  // What was under way when everything ended can't be lost.
  return { loss: lost ? Math.max(0, died - lost.at) : 0, holes, pieces: kept };
}
