/** Writes to `dist/site` what the explorer shows and does not compute itself: the list of games, with a drawing of each. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { games } from '../games/index.ts';
import { BOARD_STYLE, drawBoard, layoutOf, sideNames } from '../src/board/index.ts';
import { type Game, Position } from '../src/game/index.ts';
import type { ListedGame } from '../src/web/data.ts';

const FOLDER = 'dist/site';

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

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(join(FOLDER, 'data'), { recursive: true });
mkdirSync(join(FOLDER, 'boards'));
// Most come for chess.
const ordered = [...games].sort((a, b) => Number(b.id === 'chess') - Number(a.id === 'chess'));
const list = ordered.map(({ id, title }): ListedGame => ({ id, title }));
writeFileSync(join(FOLDER, 'data/games.json'), JSON.stringify(list));
for (const game of games) writeFileSync(join(FOLDER, 'boards', `${game.id}.svg`), thumbnail(game));
process.stdout.write(`${FOLDER}: ${list.length} games\n`);
