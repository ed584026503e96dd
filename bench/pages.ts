/**
 * `npm run bench:pages [-- GAME...]`: what pages cost. Bytes of programs that import the library, as brotli sends them;
 * bytes of files of `endgame ship`; and the time from the start of a program to its first answer, in Chromium (one worker,
 * no isolation, nothing stored) and in Node: the least of three. It prints tables in Markdown.
 */

import './one-line.ts';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gameOf } from '../games/index.ts';
import { startChromium } from './chromium.ts';
import { coldFile, ColdLibrary, type ColdQuestion } from './cold.ts';
import { downloadOf, PAGE_PROGRAMS } from './page-bundles.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));

/** Games that are shipped as they are. */
const SHIPPED = [
  'tic-tac-toe',
  'hexapawn-3x3',
  'three-mens-morris',
  'mu-torere',
  'pong-hau-ki',
  'dodgem',
  'nim-1-3-5-7',
  'kayles-12',
  'breakthrough-3x5',
  'connect-four-4x4',
  'mnk-4-3-3',
  'konane-4x4',
  'dawsons-chess-5',
  'chess-3x3',
  'chess',
];

/** Positions whose outcome is published, or plain. */
const QUESTIONS: readonly ColdQuestion[] = [
  { game: 'tic-tac-toe', position: '.../.../... x', outcome: 'draw' },
  { game: 'hexapawn-3x3', position: gameOf('hexapawn-3x3').initial, outcome: 'loss' },
  { game: 'connect-four-4x4', position: gameOf('connect-four-4x4').initial, outcome: 'draw' },
  { game: 'chess', position: '8/8/8/8/8/1k6/8/K2R4 w - - 0 1', outcome: 'win' },
  { game: 'chess', position: '8/8/8/8/8/2k5/8/K4BN1 w - - 0 1', outcome: 'win' },
];

function row(...cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (milliseconds: number): string => `${Math.round(milliseconds)} ms`;

row('program of a page', 'brotli');
row('---', '---:');
for (const [what, program] of Object.entries(PAGE_PROGRAMS)) row(what, kB((await downloadOf(project, program)).brotli));

const browser = await startChromium();
const library = await ColdLibrary.start(project, browser);
const folder = mkdtempSync(join(tmpdir(), 'endgame-pages-'));
try {
  console.log();
  row('first answer of the library', 'Chromium', 'Node');
  row('---', '---:', '---:');
  for (const question of QUESTIONS) {
    const cold = await library.ask(question);
    row(`\`${question.game}\` \`${question.position}\``, ms(cold.browser), ms(cold.node));
  }
  console.log();
  row('shipped', '`.html`', 'its program', 'tables', '`.mjs`', 'first answer in Chromium', 'in Node');
  row('---', '---:', '---:', '---:', '---:', '---:', '---:');
  for (const id of process.argv.length > 2 ? process.argv.slice(2) : SHIPPED) {
    const [html, mjs] = ['html', 'mjs'].map((format) => {
      const file = join(folder, `${id}.${format}`);
      const said = execFileSync(process.execPath, [main, 'ship', id, '--out', file, '--json'], {
        encoding: 'utf8',
        cwd: folder,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return { file, ...(JSON.parse(said) as { bytes: number; program: number; kept: unknown[] }) };
    });
    const game = gameOf(id);
    const cold = await coldFile(browser, html.file, mjs.file, game.example ?? game.initial);
    const sizes = [kB(html.bytes), kB(html.program), html.kept.length, kB(mjs.bytes)];
    row(`\`${id}\``, ...sizes, ms(cold.browser), ms(cold.node));
  }
} finally {
  rmSync(folder, { recursive: true });
  await library.close();
  await browser.close();
}
const all = cpus();
console.log(`\n${all[0]?.model.trim()}, ${all.length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`);
