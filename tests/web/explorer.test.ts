/** The built site in Chromium, as a reader has it. */

import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { haveChromium, startChromium } from '../support/chromium.ts';
import { type SiteServer, serveSite } from '../support/site-server.ts';
import { type BuiltSite, buildSite } from '../support/site.ts';

/** Mate in 19 plies: a published ending of rook and king. */
const ROOK = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
/** Kings and a pawn each. */
const PAWNS = '8/8/8/4k3/4p3/8/4P3/4K3 w - - 0 1';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const gamePath = (game: string, position: string): string =>
  `#/${game}/${encodeURIComponent(position).replaceAll('%2F', '/').replaceAll('%20', '+')}`;

describe.skipIf(!haveChromium)('the explorer', () => {
  let site: BuiltSite;
  let browser: Browser;
  let server: SiteServer;
  let isolatedServer: SiteServer;
  let page: Page;
  const mistakes: string[] = [];

  beforeAll(async () => {
    site = buildSite();
    browser = await startChromium();
    [server, isolatedServer] = await Promise.all([serveSite(site.folder, false), serveSite(site.folder, true)]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.close(), isolatedServer.close()]);
    site.remove();
  });
  beforeEach(async () => {
    page = await newPage();
  });
  afterEach(async () => {
    await page.close();
    expect(mistakes.splice(0)).toEqual([]);
  });

  /** Without a service worker, which would load the whole site beside each test. */
  async function newPage(serviceWorkers: 'allow' | 'block' = 'block'): Promise<Page> {
    const made = await browser.newPage({ serviceWorkers });
    made.setDefaultTimeout(120_000);
    made.on('pageerror', (error) => mistakes.push(error.message));
    made.on('console', (message) => message.type() === 'error' && mistakes.push(message.text()));
    return made;
  }

  const status = (text: string): Promise<void> => page.getByRole('status').filter({ hasText: text }).waitFor();
  const plies = (n: number): string => `${n % 2 === 1 ? 'win' : 'loss'} in ${n === 1 ? '1 ply' : `${n} plies`}`;

  test.each([
    ['without isolation', () => server, false, 0],
    ['with isolation', () => isolatedServer, true, 15],
  ])('%s: a won ending is played against the page', async (_, at, isIsolated, until) => {
    await page.goto(`${at().url}${gamePath('chess', ROOK)}`);
    expect(await page.evaluate(() => (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated)).toBe(
      isIsolated,
    );
    for (let left = 19; left > until; left--) {
      await status(plies(left));
      await page.locator('.provenance').waitFor();
      await page.locator('.move').first().click();
    }
    await status(plies(until));
    expect((await page.locator('.move').count()) === 0).toBe(until === 0);
  });

  test('a position is played by clicks and keys, taken back, flipped, and shared by its link', async () => {
    const before = server.served.length;
    await page.goto(`${server.url}${gamePath('chess', ROOK)}`);
    await status(plies(19));
    // The first load, tables apart.
    const loaded = server.served.slice(before).filter(({ path }) => !path.startsWith('/tables/'));
    expect(loaded.length).toBeGreaterThan(5);
    expect(loaded.reduce((sum, { brotli }) => sum + brotli, 0)).toBeLessThanOrEqual(200_000);

    const board = page.locator('svg.board').first();
    expect(await board.getAttribute('aria-label')).toBe('White: king a1, rook d1. Black: king b3. White to move.');
    // From a8, where the board begins, to d1 and c1.
    await board.locator('[tabindex="0"]').focus();
    const keys = ['ArrowDown', 'ArrowRight'].flatMap((key, i) => Array.from({ length: i === 0 ? 7 : 3 }, () => key));
    for (const key of [...keys, 'Enter', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
    await status(plies(18));
    await page.getByRole('button', { name: 'Take back' }).click();
    await status(plies(19));
    // Squares are numbered from a1.
    await page.locator('[data-spot="3"]').click();
    await page.locator('[data-spot="2"].can').click();
    await status(plies(18));
    const corner = (): Promise<string | null> => page.locator('[data-spot="0"]').getAttribute('transform');
    const unflipped = await corner();
    await page.getByRole('button', { name: 'Flip' }).click();
    expect(await corner()).not.toBe(unflipped);

    const position = '8/8/8/8/8/1k6/8/K1R5 b - - 1 1';
    await page.waitForURL(`${server.url}${gamePath('chess', position)}?flipped`);
    await page.reload();
    await status(plies(18));
    expect(await page.getByLabel('Position', { exact: true }).inputValue()).toBe(position);
    expect(await corner()).not.toBe(unflipped);
  });

  test('a position is set up by clicks', async () => {
    await page.goto(`${server.url}#/chess`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('alert').filter({ hasText: 'king' }).waitFor();
    for (const [man, square] of [
      ['White king', 0],
      ['White rook', 3],
      ['Black king', 17],
    ] as const) {
      await page.getByRole('radio', { name: man }).click();
      await page.locator(`.editor [data-spot="${square}"]`).click();
    }
    await page.getByRole('button', { name: 'Done' }).click();
    await status(plies(19));
    expect(await page.getByLabel('Position', { exact: true }).inputValue()).toBe(ROOK);
  });

  test('a byte budget decides which tables are read, and every byte is told', async () => {
    const before = server.served.length;
    const origin = page.locator('.provenance');
    const read = origin.locator('div').filter({ hasText: 'bytes read' }).locator('dd');
    await page.goto(`${server.url}${gamePath('chess', PAWNS)}?outcomes`);
    await origin.waitFor();
    expect(await read.textContent()).not.toBe('0 B');
    const fetched = Number(await origin.getAttribute('data-fetched'));
    await page.getByRole('button', { name: 'Ask it at every budget' }).click();
    await page.locator('tr[data-budget="1000000000"]').waitFor();
    const rows = await page
      .locator('tr[data-budget]')
      .evaluateAll((all) =>
        all.map((row) =>
          [
            ...(row as unknown as { cells: Iterable<{ textContent: string; dataset: { fetched?: string } }> }).cells,
          ].map(({ textContent, dataset }) => dataset.fetched ?? textContent),
        ),
      );
    expect(rows.map(([budget]) => budget)).toEqual(['0 B', '10 kB', '1 MB', 'everything']);
    // budget, answer, from, read, fetched
    expect(new Set(rows.map((row) => row[1])).size).toBe(1);
    expect(rows[0][2]).not.toBe('table');
    expect(rows[0].slice(3, 5)).toEqual(['0 B', '0']);
    expect(rows[3][2]).toBe('table');
    const told = fetched + rows.reduce((sum, row) => sum + Number(row[4]), 0);
    const tables = server.served.slice(before).filter(({ path }) => path.endsWith('.egt'));
    expect(tables.length).toBeGreaterThanOrEqual(2);
    expect(told).toBe(tables.reduce((sum, { bytes }) => sum + bytes, 0));
    await page.getByLabel('Bytes of tables that answers may use').fill('0');
    await page.waitForURL(/\?outcomes&bytes=0$/);
    await read.filter({ hasText: /^0 B$/ }).waitFor();
    await page.getByText('0 of 146 tables are kept').waitFor();
  });

  test('moves are ranked by who wins before distances are known', async () => {
    await page.goto(`${server.url}${gamePath('chess', '8/8/8/4k3/8/8/8/KB1R3r w - - 0 1')}`);
    const won = await page.waitForFunction(() => {
      const { document } = globalThis as unknown as {
        document: { querySelector(of: string): { textContent: string } | null };
      };
      const best = document.querySelector('.moves section.win .move b')?.textContent;
      return document.querySelector('.working') === null ? undefined : best;
    });
    expect(await won.jsonValue()).toBe('Rxh1');
    expect(await page.locator('.moves section.draw .move').count()).toBeGreaterThan(0);
  });

  test('a file of games: its endings are found, and mistakes marked by what every player knows', async () => {
    // The rook is left where the king takes it, and two kings are a draw. The second game cannot be played.
    const games = `[White "<b>Anna</b>"]\n[Black "Bert"]\n[SetUp "1"]\n[FEN "8/8/8/8/8/1k6/8/K1R5 w - - 0 1"]\n\n1. Rc2 Kxc2 2. Ka2 *\n\n[White "Carl"]\n\n1. e5 *\n`;
    await page.goto(`${server.url}#/chess`);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'games.pgn', mimeType: 'application/x-chess-pgn', buffer: Buffer.from(games) });
    await status('games.pgn: 1 game, 1 skipped; 1 with an ending, 1 mistake');
    expect(await page.locator('.reviewed h3').textContent()).toContain('<b>Anna</b> – Bert');
    expect(await page.locator('.ply').allTextContents()).toEqual(['begin', 'Rc2?', 'Kxc2!', 'Ka2']);
    await page.getByRole('button', { name: 'Rc2?' }).click();
    await status('draw');
    expect(await page.getByLabel('Position', { exact: true }).inputValue()).toBe('8/8/8/8/8/1k6/2R5/K7 b - - 0 1');
  });

  test('other games too: hexapawn is lost for who begins, by published analysis in 6 plies', async () => {
    await page.goto(`${server.url}#/hexapawn-3x3`);
    await status('loss in 6 plies');
    expect(await page.locator('.to-move').textContent()).toBe('x to move');
    await page.goto(`${server.url}#/kalah-3-6`);
    await status('score');
  });

  test('what takes long is stopped, and goes on', async () => {
    await page.goto(`${server.url}${gamePath('nine-mens-morris', '********/********/******** w 9 9')}`);
    await page.getByRole('button', { name: 'Stop' }).click();
    await status('Not known');
    await page.getByRole('button', { name: 'Go on' }).click();
    await status('Computing');
    expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(1);
  });

  test('what an address says stays text', async () => {
    await page.goto(`${server.url}${gamePath('chess', '<img src=x onerror=alert(1)>')}`);
    await page.getByRole('alert').filter({ hasText: '<img' }).waitFor();
    await page.goto(`${server.url}#/no-such-game`);
    await page.getByRole('alert').filter({ hasText: 'no-such-game' }).waitFor();
    expect(await page.locator('main img').count()).toBe(0);
  });

  test('the list finds games, and leads to them', async () => {
    await page.goto(server.url);
    await page.locator('.cards li').nth(57).waitFor();
    await page.getByLabel('Find a game').fill('morris nine');
    await page.getByRole('link', { name: "Nine men's morris" }).click();
    await page.getByRole('heading', { name: "Nine men's morris" }).waitFor();
    await page.locator('svg.board').first().waitFor();
    expect(await page.title()).toContain("Nine men's morris");
  });

  test('it opens without a network once it was loaded', async () => {
    const third = await serveSite(site.folder, false);
    const offline = await newPage('allow');
    const told = (text: string): Promise<void> => offline.getByRole('status').filter({ hasText: text }).waitFor();
    await offline.goto(`${third.url}${gamePath('chess', ROOK)}`);
    await told(plies(19));
    await offline.evaluate(async () => {
      const { serviceWorker } = (globalThis as unknown as { navigator: { serviceWorker: { ready: Promise<unknown> } } })
        .navigator;
      await serviceWorker.ready;
    });
    await third.close();
    await offline.reload();
    await told(plies(19));
    // A game that was not looked at before.
    await offline.goto(`${third.url}#/hexapawn-3x3`);
    await told('loss in 6 plies');
    await expect(fetch(third.url)).rejects.toThrow('fetch failed');
    await offline.close();
    // The browser tells what it could not ask for.
    mistakes.splice(0);
  });

  test('the gallery has the files that endgame ship makes, with their lengths', async () => {
    await page.goto(`${server.url}#/gallery`);
    const link = page.getByRole('link', { name: 'tic-tac-toe.html' });
    await link.waitFor();
    const { size } = statSync(join(site.folder, 'shipped/tic-tac-toe.html'));
    expect(await page.locator('.gallery td').nth(1).textContent()).toBe(`${(size / 1000).toPrecision(3)} kB`);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(statSync(await download.path()).size).toBe(size);
  });

  test.each([
    ['#/', '.cards li'],
    ['#/gallery', '.gallery tr'],
    [gamePath('chess', ROOK), '.line'],
  ])('axe finds nothing serious at %s, by day and by night', async (hash, ready) => {
    await page.goto(`${server.url}${hash}`);
    await page.locator(ready).first().waitFor();
    await page.evaluate(AXE);
    // Only colours change.
    for (const [colorScheme, rules] of [
      ['light', undefined],
      ['dark', ['color-contrast']],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate(
        (runOnly) => (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(runOnly),
        rules === undefined ? {} : { runOnly: [...rules] },
      );
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    }
  });
});
