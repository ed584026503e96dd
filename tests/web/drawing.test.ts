/**
 * How much of the explorer is drawn at a time: the page must not stand still, and time is no measure on a busy machine. So
 * the nodes are counted that Preact compares in each drawing.
 */

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haveChromium, startChromium } from '../support/chromium.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** What does not touch the lists of moves, tables and games. */
const isLittle = (nodes: number): boolean => nodes < 100;

/** The view of a game with workers that say what the test lets them say. */
const VIEW = `
import { h, options, render } from 'preact';
import { chess } from './games/chess.ts';
import { legalSteps } from './src/board/index.ts';
import { GameView } from './src/web/page/game-view.tsx';
import { Questions } from './src/web/page/questions.ts';

let compared = 0;
const { diffed } = options;
options.diffed = (node) => {
  compared++;
  diffed?.(node);
};
const due = [];
options.debounceRendering = (draw) => due.push(draw);

const workers = [];
globalThis.Worker = class extends EventTarget {
  constructor() {
    super();
    workers.push(this);
  }
  asked = 0;
  postMessage({ id }) {
    this.asked = id;
  }
  terminate() {}
  tell(message) {
    this.dispatchEvent(new MessageEvent('message', { data: { id: this.asked, ...message } }));
  }
};

/** Returns the nodes compared in each drawing until nothing more is drawn. */
async function drawings() {
  const counts = [];
  for (let still = 0; still < 12; still++) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    for (const draw of due.splice(0)) {
      compared = 0;
      draw();
      counts.push(compared);
      still = 0;
    }
  }
  return counts;
}

const position = '8/8/8/1Q5Q/8/4k3/8/K7 w - - 0 1';
const tables = Array.from({ length: 146 }, (_, i) => ({ table: 'T' + i, bytes: 100 + i * i }));
const rungs = [0, 1e3, 1e4, 1e5, 1e6].map((budget, i) => {
  const kept = tables.slice(0, 36 * i).map(({ table }) => table);
  return { budget, bytes: budget, seconds: 1 / (i + 1), kept };
});
const budget = { digest: '', source: 'a test', questions: 1000, without: 1, rungs, tables };

globalThis.view = {
  async mount() {
    compared = 0;
    const route = { page: 'game', game: 'chess', position };
    render(h(GameView, { game: chess, route, questions: new Questions(), base: '/', budget }), document.body);
    return [compared, ...(await drawings())];
  },
  async answer() {
    const moves = legalSteps(chess, position).steps.map(({ move }) => ({ move, san: move, outcome: 'win', dtm: 9, dtz: 9 }));
    const provenance = { source: 'computed', table: 'T9', bytesRead: 0, positionsExpanded: 0, movesExpanded: 0, slicesSolved: [], ms: 1, warnings: [] };
    workers[0].tell({ kind: 'answer', fetched: 0, answer: { exact: true, game: 'chess', position, outcome: 'win', dtm: 9, moves, provenance } });
    return await drawings();
  },
  async progress() {
    workers[0].tell({ kind: 'progress', what: 'KQQvK', share: 0.5 });
    return await drawings();
  },
  async hover() {
    document.querySelector('.move').dispatchEvent(new MouseEvent('mouseenter'));
    return await drawings();
  },
  async review(number, plies) {
    const files = new DataTransfer();
    files.items.add(new File(['*'], 'games.pgn'));
    const input = document.querySelector('input[type=file]');
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await drawings();
    for (let i = 1; i <= number; i++) {
      const all = Array.from({ length: plies }, (_, ply) => ({ fen: i + ' ' + ply, san: 'Ke4', glyph: ply < i % 7 ? '?' : undefined, outcome: 'draw' }));
      workers[1].tell({ kind: 'reviewed', game: { number: i, players: ['A', 'B'], plies: all } });
    }
    workers[1].tell({ kind: 'review-end', games: number, problems: [] });
    return await drawings();
  },
};
`;

interface View {
  mount(): Promise<number[]>;
  answer(): Promise<number[]>;
  progress(): Promise<number[]>;
  hover(): Promise<number[]>;
  review(number: number, plies: number): Promise<number[]>;
}

describe.skipIf(!haveChromium)('a drawing of the explorer', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: { contents: VIEW, resolveDir: project },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      write: false,
    });
    browser = await startChromium();
    page = await browser.newPage();
    // An address, which the view writes the position into.
    await page.route('http://explorer.test/', (route) => route.fulfill({ contentType: 'text/html', body: '<body>' }));
    await page.goto('http://explorer.test/');
    await page.addScriptTag({ type: 'module', content: outputFiles[0].text });
  });
  afterAll(() => browser.close());

  const view = <K extends keyof View>(name: K, ...args: Parameters<View[K]>): Promise<number[]> =>
    page.evaluate(
      ([method, given]) =>
        (globalThis as unknown as { view: Record<string, (...of: number[]) => Promise<number[]>> }).view[method](
          ...given,
        ),
      [name, args] as const,
    );
  const count = (selector: string): Promise<number> => page.locator(selector).count();

  test('is small, whatever the page shows', async () => {
    // The board and its moves come first, then what stands below.
    expect(Math.max(...(await view('mount')))).toBeLessThan(700);
    expect(await count('.bars rect')).toBe(146);
    expect(await view('progress')).toEqual([expect.toSatisfy(isLittle)]);
    expect(Math.max(...(await view('answer')))).toBeLessThan(1200);
    expect(await count('.move.win')).toBeGreaterThan(20);
    expect(await page.locator('.bars text').textContent()).toContain('T9');
    expect(await view('hover')).toEqual([expect.toSatisfy(isLittle)]);
    expect(await count('.spot.last')).toBe(2);
  });

  test('of games from a file takes a few of them at a time', async () => {
    const drawn = await view('review', 300, 60);
    expect(Math.max(...drawn)).toBeLessThan(1200);
    expect(await count('.reviewed li')).toBe(100);
    // Of 300 games 43 have six mistakes, 43 have five, and then come those with four.
    expect(await count('.reviewed .slip')).toBe(43 * 6 + 43 * 5 + 14 * 4);
  });
});
