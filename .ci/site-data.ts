/**
 * Writes to `dist/site` what the explorer shows and does not compute itself: the list of games, with a drawing of each, and
 * what each byte budget keeps, and a gallery of shipped
 * files: `node dist/.ci/site-data.js [games,of,the,gallery]`. The tables themselves are linked there, and copied when the site is built.
 */

import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { gameOf, games } from '../games/index.ts';
import { BOARD_STYLE, drawBoard, layoutOf, sideNames } from '../src/board/index.ts';
import { type Game, Position } from '../src/game/index.ts';
import { MANIFEST_NAME, parseManifest } from '../src/table/index.ts';
import type { BudgetData, ListedFile, ListedGame, Plans, SiteData } from '../src/web/data.ts';
import { PLANS, planInputs } from './site-plan-inputs.ts';

const FOLDER = 'dist/site';
const TABLES = 'tables/outcomes';
/** What `endgame study` writes. */
const REPORT = 'report/study.html';

/** Returns the drawing of a game's example as a file of its own, which follows what the reader prefers, light or dark. */
function thumbnail(game: Game): string {
  const p = new Position(game.schema);
  game.parse(p, game.example ?? game.initial);
  const svg = drawBoard(game, layoutOf(game), p, sideNames(game));
  // In a file of its own the board is the root, and no page has a theme.
  const style = BOARD_STYLE.replace(':root:not([data-theme=light]) .board', '.board');
  const ink = 'svg{color:#1c1d21}@media(prefers-color-scheme:dark){svg{color:#e8e9ed}}';
  return svg.replace(/^<svg ([^>]*)>/, `<svg xmlns="http://www.w3.org/2000/svg" $1><style>${ink}${style}</style>`);
}

/** Returns what the slider shows. @throws Error if the plans were made from other files than are there now */
function budgetData(): BudgetData {
  const plans = JSON.parse(readFileSync(PLANS, 'utf8')) as Plans;
  if (plans.digest !== planInputs().digest)
    throw new Error(`${PLANS} is older than costs or profile: npm run web:plans`);
  const entries = [...parseManifest(readFileSync(join(TABLES, MANIFEST_NAME), 'utf8')).values()];
  for (const { file, bytes } of entries)
    if (statSync(join(TABLES, file)).size !== bytes) throw new Error(`${file} is not the file of the manifest`);
  const tables = entries.map(({ table, bytes }) => ({ table, bytes }));
  return { ...plans, tables };
}

/** Files of the gallery: games whose tables take seconds, and chess up to four men. */
const SHIPPED: readonly string[] = [
  'chess',
  'tic-tac-toe',
  'mnk-4-3-3',
  'connect-four-4x4',
  'three-mens-morris',
  'mu-torere',
  'l-game',
  'dodgem',
  'hare-and-hounds',
  'hexapawn-3x3',
  'hexapawn-4x4',
  'nim-1-3-5-7',
  'kayles-12',
  'chess-3x3',
  'konane-4x4',
  'pong-hau-ki',
];

/** Ships a game into the site. */
function ship(id: string): ListedFile {
  const file = `shipped/${id}.html`;
  const args = ['dist/src/cli/main.js', 'ship', id, '--out', join(FOLDER, file), '--json', '--quiet'];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8' });
  const { bytes, program, kept } = JSON.parse(output) as { bytes: number; program: number; kept: unknown[] };
  const { title } = gameOf(id);
  return { game: id, title, file, bytes, program, tables: kept.length, command: `endgame ship ${id}` };
}

/** Returns what else the site has. @param ids of the games to ship */
function siteData(ids: readonly string[]): SiteData {
  mkdirSync(join(FOLDER, 'shipped'));
  const files = ids.map(ship);
  if (!existsSync(REPORT)) return { files };
  mkdirSync(join(FOLDER, 'study'));
  copyFileSync(REPORT, join(FOLDER, 'study/study.html'));
  return { files, study: 'study/study.html' };
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(join(FOLDER, 'data'), { recursive: true });
mkdirSync(join(FOLDER, 'boards'));
// Most come for chess.
const ordered = [...games].sort((a, b) => Number(b.id === 'chess') - Number(a.id === 'chess'));
const list = ordered.map(({ id, title }): ListedGame => ({ id, title }));
writeFileSync(join(FOLDER, 'data/games.json'), JSON.stringify(list));
for (const game of games) writeFileSync(join(FOLDER, 'boards', `${game.id}.svg`), thumbnail(game));
writeFileSync(join(FOLDER, 'data/chess.json'), JSON.stringify(budgetData()));
// Whoever builds for a test wants few files.
const wanted = process.argv[2]?.split(',') ?? SHIPPED;
writeFileSync(join(FOLDER, 'data/site.json'), JSON.stringify(siteData(wanted)));
symlinkSync(resolve(TABLES), join(FOLDER, 'tables'));
process.stdout.write(`${FOLDER}: ${list.length} games\n`);
