/** Files of `endgame ship`: they answer by themselves, in Node and in a browser, and their length is what was asked. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haveChromium, startChromium } from '../support/chromium.ts';
import { readOracle, oraclePath } from '../support/oracles.ts';
import { playerIn, playOut } from '../support/shipped.ts';
import { Command } from './command.ts';

const command = new Command();
const ROOK = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';

describe('a module', () => {
  test('answers chess as Syzygy does, run by itself', () => {
    command.done(['ship', 'chess', '--out', 'chess.mjs']);
    expect(statSync(command.path('chess.mjs')).size).toBeLessThan(250_000);
    const [, ...rows] = readOracle(oraclePath('oracles/chess', 'positions-3-4men-shared.csv.gz')!).trim().split('\n');
    const some = rows.filter((_, i) => i % Math.ceil(rows.length / 12) === 0).map((row) => row.split(','));
    const words: Readonly<Record<string, string>> = { '2': 'win', '0': 'draw', '-2': 'loss' };
    const asked = some.filter(([, , wdl]) => words[wdl] !== undefined);
    expect(asked.length).toBeGreaterThan(5);
    const input = asked.map(([, fen]) => `${fen}\n`).join('');
    const { stdout } = spawnSync(process.execPath, [command.path('chess.mjs')], { encoding: 'utf8', input });
    const told = stdout.split('\n').map((line) => line.split(': ')[1]?.split(' ')[0]);
    expect(told.slice(0, -1)).toEqual(asked.map(([, , wdl]) => words[wdl]));
  });

  test('tells outcomes alone, without a distance', async () => {
    const player = await playerIn(command.path('chess.mjs'));
    const alone = await player.askOutcome(ROOK);
    expect(alone).toMatchObject({ exact: true, outcome: 'win', provenance: { source: 'table' } });
    expect(alone.dtm).toBeUndefined();
    expect((await player.ask(ROOK)).dtm).toBe(19);
  });

  test('that is damaged says so, and answers nothing', () => {
    command.done(['ship', 'tic-tac-toe', '--out', 'damaged.mjs']);
    const bytes = readFileSync(command.path('damaged.mjs'));
    // In the middle of the code, which is most of the file.
    bytes[bytes.length >> 1] ^= 0x10;
    writeFileSync(command.path('damaged.mjs'), bytes);
    const { status, stdout, stderr } = spawnSync(process.execPath, [command.path('damaged.mjs'), 'xx./oo./... x'], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^[^\n]*damaged\.mjs is damaged: [^\n]+\n$/);
  });

  test('is the same file for the same input, and a smaller one for fewer bytes', () => {
    const sizes = ['', '--bytes 200kB', '--bytes 150kB'].map((flags, i) => {
      const args = ['ship', 'chess', '--out', `${i}.mjs`, '--json', ...flags.split(' ').filter((each) => each !== '')];
      const { bytes, kept } = JSON.parse(command.done(args)) as { bytes: number; kept: unknown[] };
      expect(statSync(command.path(`${i}.mjs`)).size).toBe(bytes);
      return [bytes, kept.length];
    });
    expect(sizes[0][1]).toBe(35);
    expect(sizes[1][0]).toBeLessThanOrEqual(200_000);
    expect(sizes[2][0]).toBeLessThanOrEqual(150_000);
    expect(sizes[1][1]).toBeGreaterThan(sizes[2][1]);
    command.done(['ship', 'chess', '--out', 'again.mjs']);
    expect(readFileSync(command.path('again.mjs')).equals(readFileSync(command.path('0.mjs')))).toBe(true);
  });

  test.each(['tic-tac-toe', 'hexapawn-3x3', 'dodgem'])(
    '%s plays a whole game: each ply brings the end nearer',
    async (id) => {
      command.done(['ship', id, '--out', `${id}.mjs`]);
      expect(await playOut(await playerIn(command.path(`${id}.mjs`)))).toBeGreaterThan(0);
    },
  );

  test('a game by its path', async () => {
    // The project stands in for the installed package.
    mkdirSync(command.path('node_modules'));
    symlinkSync(fileURLToPath(new URL('../..', import.meta.url)), command.path('node_modules/endgame-lab'));
    const module = new URL('../../dist/games/mnk.js', import.meta.url).href;
    writeFileSync(
      command.path('own.mjs'),
      `import { grid } from 'endgame-lab/game';
import { mnk } from '${fileURLToPath(module)}';
if (typeof grid !== 'function') throw new Error('another grid');
export default { ...mnk({ columns: 3, rows: 3, inRow: 3 }), id: 'own-game' };
`,
    );
    command.done(['ship', './own.mjs', '--out', 'shipped.mjs']);
    const own = await playerIn(command.path('shipped.mjs'));
    expect(own.game.id).toBe('own-game');
    expect((await own.ask('xx./oo./... x')).plies).toBe(1);
  });
});

describe('what cannot be is refused', () => {
  test.each([
    ['fewer bytes than the program', ['--bytes', '10kB'], 'E_BUDGET', 'the program of tic-tac-toe alone takes'],
    ['a table that the game has not', ['nothing'], 'E_TABLE_UNKNOWN', 'nothing'],
    ['another kind of file', ['--out', 'game.txt'], 'E_USAGE', '.html or .mjs'],
  ])('%s', (_, args, code, text) => {
    expect(() => command.refused(['ship', 'tic-tac-toe', ...args], code, text)).not.toThrow();
  });
});

describe.skipIf(!haveChromium)('a page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function opened(file: string, hash: string): Promise<{ page: Page; requests: string[] }> {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${pathToFileURL(command.path(file)).href}#${encodeURIComponent(hash)}`);
    return { page, requests };
  }

  test('opens from the disk, asks no network, and plays to mate', async () => {
    command.done(['ship', 'chess', 'KRvK', '--out', 'rook.html']);
    // The tables up to four men take 112 kB; a page with all of them shall take 250.
    expect(statSync(command.path('rook.html')).size).toBeLessThan(250_000 - 112_000);
    const { page, requests } = await opened('rook.html', ROOK);
    for (let plies = 19; plies > 0; plies--) {
      const word = plies % 2 === 1 ? 'win' : 'loss';
      const count = plies === 1 ? '1 ply' : `${plies} plies`;
      await page
        .getByRole('status')
        .filter({ hasText: `${word} in ${count}` })
        .waitFor();
      await page.locator('#origin').filter({ hasText: 'From' }).waitFor();
      await page.locator('#moves button').first().click();
    }
    await page.getByRole('status').filter({ hasText: 'loss in 0 plies' }).waitFor();
    expect(await page.locator('#moves button').count()).toBe(0);
    expect(requests.filter((url) => !/^(file|blob):/.test(url))).toEqual([]);
    await page.close();
  });

  test('whose end is missing says so', async () => {
    const bytes = readFileSync(command.path('rook.html'));
    writeFileSync(command.path('cut.html'), bytes.subarray(0, bytes.length >> 1));
    const { page } = await opened('cut.html', ROOK);
    await page.getByRole('status').filter({ hasText: 'its end is missing' }).waitFor();
    expect(await page.locator('#moves button').count()).toBe(0);
    await page.close();
  });

  test('opens from a server that says it is in another encoding', async () => {
    const bytes = readFileSync(command.path('rook.html'));
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/#${encodeURIComponent(ROOK)}`);
    await page.getByRole('status').filter({ hasText: 'win in 19' }).waitFor();
    expect(await page.locator('#moves button').count()).toBeGreaterThan(0);
    await page.close();
    server.close();
  });

  test('is played by clicks on the board, and says what it cannot read as text', async () => {
    const { page } = await opened('rook.html', ROOK);
    await page.locator('[data-spot]').first().waitFor();
    await page.getByRole('status').filter({ hasText: 'win in 19' }).waitFor();
    // Rd1-c1: the squares of a board are numbered from a1.
    await page.locator('[data-spot="3"]').click();
    await page.locator('[data-spot="2"].can').click();
    await page.getByRole('status').filter({ hasText: 'loss in 18 plies' }).waitFor();
    expect(await page.locator('#position').inputValue()).toContain('K1R5 b');
    await page.locator('#position').fill('<img src=x onerror=alert(1)>');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('status').filter({ hasText: '<img' }).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    await page.close();
  });
});
