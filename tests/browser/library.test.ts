/** The library in a worker of a page: the same bytes and answers as in Node, and files that outlive the page. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { hexapawn33 } from '../../games/hexapawn.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { generateTables } from '../../src/make/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { MemoryFiles, TableStore } from '../../src/table/index.ts';
import { haveChromium, startChromium } from '../support/chromium.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Answers in a worker: whatever it is asked, it mounts the page's files first. */
const WORKER = `
import { generateTables, KeptDirectory, mountFiles, DirectoryFiles, Solver, specialize, TableStore } from './dist/src/index.js';
import { chess } from './dist/games/chess.js';
import { hexapawn33 } from './dist/games/hexapawn.js';
import { ticTacToe } from './dist/games/tic-tac-toe.js';

const games = { chess, 'hexapawn-3x3': hexapawn33, 'tic-tac-toe': ticTacToe };
const tasks = {
  async generate(id, tables, metric) {
    const store = new TableStore(new DirectoryFiles('/tables', true));
    await generateTables(specialize(games[id]), tables, store, { metric });
    return store.list(id, metric).length;
  },
  list: async () => [...new DirectoryFiles('/tables').list()].sort(),
  async read(file) {
    const source = new DirectoryFiles('/tables').open(file);
    return source.readAt(0, source.size);
  },
  async lookUp(id, position) {
    const solver = new Solver({ game: games[id], store: TableStore.open('/tables'), solver: 'lookup' });
    const { outcome, dtm, plies } = await solver.query(position);
    return { outcome, dtm, plies };
  },
  async compute(positions, metric) {
    const keep = new KeptDirectory({ directory: '/kept', bytes: 50e6 });
    const solver = new Solver({ game: chess, metric, keep });
    const found = [];
    for (const position of positions) {
      const { outcome, provenance } = await solver.query(position, { moves: false });
      found.push({ outcome, computed: provenance.positionsExpanded });
    }
    solver.close();
    keep.close?.();
    return found;
  },
};
self.onmessage = async ({ data: [task, ...args] }) => {
  try {
    await mountFiles('lab');
    await mountFiles('lab');
    self.postMessage({ done: await tasks[task](...args) });
  } catch (error) {
    self.postMessage({ failed: String(error?.stack ?? error) });
  }
};
`;

/** Asks a new worker. Bytes travel as numbers. */
const IN_THE_PAGE = `async (message) => {
  const worker = new Worker('/worker.js', { type: 'module' });
  const { data } = await new Promise((resolve, reject) => {
    worker.addEventListener('message', resolve);
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(message);
  });
  worker.terminate();
  const { done, failed } = data;
  return { failed, done: done instanceof Uint8Array ? [...done] : done };
}`;

const QUEEN = ['8/8/8/8/8/1k6/6p1/K2R4 w - - 0 1', '8/5P2/8/8/8/1k6/6r1/K7 w - - 0 1'];

describe.skipIf(!haveChromium)('in a worker of a page', () => {
  let browser: Browser;
  let server: Server;
  let page: Page;

  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: { contents: WORKER, resolveDir: project },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
    });
    const [{ contents }] = outputFiles;
    server = createServer((request, response) => {
      const isScript = request.url === '/worker.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? contents : '<!doctype html><title>test</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await startChromium();
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** Runs a task in a worker of its own, as a page does that is opened again. */
  async function asked<T>(...message: readonly unknown[]): Promise<T> {
    const { failed, done } = await page.evaluate<{ failed?: string; done?: T }>(
      `(${IN_THE_PAGE})(${JSON.stringify(message)})`,
    );
    expect(failed).toBeUndefined();
    return done!;
  }

  test.each([
    ['tic-tac-toe', ticTacToe, ['all'], 'dtm'],
    ['hexapawn-3x3', hexapawn33, ['all'], 'dtm'],
    ['chess', chess, ['KRvK', 'KPvK'], 'wdl'],
  ] as const)('tables of %s have the bytes that they have in Node', async (id, game, tables, metric) => {
    const count = await asked<number>('generate', id, tables, metric);
    const made = new MemoryFiles();
    // A page has no compressor that answers at once.
    await generateTables(specialize(game), tables, new TableStore(made), { metric, codec: 'raw' });
    const files = [...made.list()].filter((file) => file.endsWith('.egt')).sort();
    expect(files.length).toBe(count);
    const there = await asked<string[]>('list');
    for (const file of files) {
      expect(there).toContain(file);
      const source = made.open(file);
      const bytes = await asked<number[]>('read', file);
      expect(Buffer.from(bytes).equals(source.readAt(0, source.size)), file).toBe(true);
    }
  });

  test('tables are looked up in a page that is opened again', async () => {
    const position = 'xx./oo./... x';
    const { outcome, dtm, plies } = await new Solver({ game: ticTacToe }).query(position);
    expect(await asked('lookUp', 'tic-tac-toe', position)).toEqual({ outcome, dtm, plies });
  });

  test('what was computed is kept for a page that is opened again', async () => {
    const first = await asked<readonly { outcome: string; computed: number }[]>('compute', QUEEN, 'wdl');
    const again = await asked<readonly { outcome: string; computed: number }[]>('compute', QUEEN, 'wdl');
    const here = new Solver({ game: chess, metric: 'wdl' });
    for (const [i, position] of QUEEN.entries()) {
      const { outcome } = await here.query(position, { moves: false });
      expect([first[i].outcome, again[i].outcome]).toEqual([outcome, outcome]);
    }
    const computed = (all: typeof first): number => all.reduce((sum, each) => sum + each.computed, 0);
    expect(computed(first)).toBeGreaterThan(0);
    expect(computed(again)).toBeLessThan(computed(first) / 50);
  });
});
