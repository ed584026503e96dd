/**
 * Writes to `dist/site` what the explorer shows and does not compute itself: the list of games, with a drawing of each, and
 * what each byte budget keeps. The tables themselves are linked there, and copied when the site is built.
 */

import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { games } from '../games/index.ts';
import { BOARD_STYLE, drawBoard, layoutOf, sideNames } from '../src/board/index.ts';
import { type Game, Position } from '../src/game/index.ts';
import { MANIFEST_NAME, parseManifest } from '../src/table/index.ts';
import type { BudgetData, ListedGame, Plans } from '../src/web/data.ts';
import { PLANS, planInputs } from './site-plan-inputs.ts';

const FOLDER = 'dist/site';
const TABLES = 'tables/outcomes';

/** Returns the drawing of a game's example as a file of its own, which follows what the reader prefers, light or dark. */
function thumbnail(game: Game): string {
  const p = new Position(game.schema);
  game.parse(p, game.example ?? game.initial);
  const svg = drawBoard(game, layoutOf(game), p, sideNames(game));
  const ink = 'svg{color:#1c1d21}@media(prefers-color-scheme:dark){svg{color:#e8e9ed}}';
  return svg.replace(
    /^<svg ([^>]*)>/,
    `<svg xmlns="http://www.w3.org/2000/svg" $1><style>${ink}${BOARD_STYLE}</style>`,
  );
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

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(join(FOLDER, 'data'), { recursive: true });
mkdirSync(join(FOLDER, 'boards'));
// Most come for chess.
const ordered = [...games].sort((a, b) => Number(b.id === 'chess') - Number(a.id === 'chess'));
const list = ordered.map(({ id, title }): ListedGame => ({ id, title }));
writeFileSync(join(FOLDER, 'data/games.json'), JSON.stringify(list));
for (const game of games) writeFileSync(join(FOLDER, 'boards', `${game.id}.svg`), thumbnail(game));
writeFileSync(join(FOLDER, 'data/chess.json'), JSON.stringify(budgetData()));
symlinkSync(resolve(TABLES), join(FOLDER, 'tables'));
process.stdout.write(`${FOLDER}: ${list.length} games\n`);
