/** First answers of programs that have just started, in Chromium and in Node: the library, and shipped files. */

import './one-line.ts';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { downloadOf } from './page-bundles.ts';

/** Times that everything is started; the least counts, since other programs only ever add to it. */
const TIMES = 3;

/** A position with what is known of it. */
export interface ColdQuestion {
  readonly game: string;
  readonly position: string;
  readonly outcome: 'win' | 'draw' | 'loss';
}

/** Milliseconds to the first answer. */
export interface Cold {
  readonly browser: number;
  readonly node: number;
}

/** Answers the question that it is started with, and says how long it has been running. */
const PROGRAM = `
import { solve } from './dist/src/any-game.js';
const isPage = globalThis.process === undefined;
const [game, position] = JSON.parse(isPage ? decodeURIComponent(location.hash.slice(1)) : process.argv[2]);
const { outcome } = await solve(game, position);
const found = JSON.stringify({ outcome, ms: performance.now() });
if (isPage) postMessage(found);
else console.log(found);
`;

/** The library in programs of their own. */
export class ColdLibrary {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'endgame-cold-'));
  readonly #server: Server;

  private constructor(browser: Browser, files: ReadonlyMap<string, Uint8Array>) {
    this.#browser = browser;
    for (const [name, bytes] of files) writeFileSync(join(this.#folder, basename(name)), bytes);
    this.#server = createServer(({ url = '/' }, response) => {
      const bytes = files.get(`page${url}`);
      response.setHeader('Content-Type', bytes === undefined ? 'text/html' : 'text/javascript');
      response.end(bytes ?? '<!doctype html><title>cold</title>');
    });
  }

  static async start(project: string, browser: Browser): Promise<ColdLibrary> {
    const library = new ColdLibrary(browser, (await downloadOf(project, PROGRAM)).files);
    await new Promise<void>((done) => void library.#server.listen(0, '127.0.0.1', done));
    return library;
  }

  /** Asks a worker of a page, from its start, and a process of Node, from its start. */
  async ask(question: ColdQuestion): Promise<Cold> {
    const asked = JSON.stringify([question.game, question.position]);
    return await leastOf(async () => {
      const page = await this.#browser.newPage();
      const { port } = this.#server.address() as AddressInfo;
      await page.goto(`http://127.0.0.1:${port}/`);
      const said = await page.evaluate<string>(`new Promise((resolve, reject) => {
        const worker = new Worker(${JSON.stringify(`/stdin.mjs#${encodeURIComponent(asked)}`)}, { type: 'module' });
        worker.addEventListener('message', ({ data }) => resolve(data));
        worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      })`);
      await page.close();
      const { stdout, stderr } = spawnSync(process.execPath, [join(this.#folder, 'stdin.mjs'), asked], {
        encoding: 'utf8',
      });
      const [browser, node] = [said, stdout].map((text) => {
        const { outcome, ms } = JSON.parse(text || '{}') as { outcome?: string; ms: number };
        if (outcome !== question.outcome) throw new Error(`${asked}: ${outcome ?? stderr}, not ${question.outcome}`);
        return ms;
      });
      return { browser, node };
    });
  }

  async close(): Promise<void> {
    rmSync(this.#folder, { recursive: true });
    await new Promise((done) => this.#server.close(done));
  }
}

/** Opens a shipped page from the disk until it says what its first position is worth, and runs a shipped module. */
export async function coldFile(browser: Browser, html: string, mjs: string, position: string): Promise<Cold> {
  return await leastOf(async () => {
    const page = await browser.newPage();
    await page.addInitScript(`addEventListener('DOMContentLoaded', () => {
      const worth = document.getElementById('worth');
      new MutationObserver(() => {
        if (worth.className !== '') globalThis.answered ??= performance.now();
      }).observe(worth, { attributes: true });
    })`);
    await page.goto(pathToFileURL(html).href);
    const found = await page.waitForFunction('globalThis.answered', undefined, { timeout: 120_000 });
    const ms = (await found.jsonValue()) as number;
    await page.close();
    const begun = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [mjs, position], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${mjs}: ${stderr}`);
    return { browser: ms, node: performance.now() - begun };
  });
}

async function leastOf(measure: () => Promise<Cold>): Promise<Cold> {
  const all: Cold[] = [];
  for (let i = 0; i < TIMES; i++) all.push(await measure());
  return { browser: Math.min(...all.map(({ browser }) => browser)), node: Math.min(...all.map(({ node }) => node)) };
}
