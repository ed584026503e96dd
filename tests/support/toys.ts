/** Games too small to ship. Each has one feature that the shipped games lack. */

import {
  codeOf,
  DRAW,
  EndgameError,
  type Game,
  grid,
  gridNotation,
  loss,
  NONE,
  OUTCOME,
  type Position,
  SCORE,
  score,
  type Schema,
} from '../../src/game/index.ts';

const pits = {
  ...grid(4, 1),
  links: [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 0],
  ] as const,
};
const seedSchema: Schema = { board: pits, content: 'seeds', kinds: [], seeds: 9 };

/**
 * Seeds and scores: four pits in a ring, side 0 owns the first two. A move sows one of the mover's pits along the
 * ring. A player without a move ends the game, and the remaining seeds go to the other side. Within a slice play can
 * cycle; endless play scores nothing more.
 */
export const ringSowing: Game = {
  id: 'ring-sowing',
  title: 'Ring sowing (a test game)',
  version: 1,
  schema: seedSchema,
  domain: SCORE,
  initial: '2,2,2,2 0',
  maxMoves: 2,
  tables: 'one',
  moves(p, out) {
    let n = 0;
    for (let i = 0; i < 2; i++) if (p.cells[2 * p.turn + i] > 0) out[n++] = 2 * p.turn + i;
    return n;
  },
  play(p, pit) {
    const seeds = p.cells[pit];
    p.set(pit, 0);
    let at = pit;
    for (let i = 0; i < seeds; i++) {
      at = (at + 1) % 4;
      p.set(at, p.cells[at] + 1);
    }
    p.pass();
  },
  ended(p) {
    if (p.cells[2 * p.turn] + p.cells[2 * p.turn + 1] > 0) return undefined;
    return score(-(p.cells[0] + p.cells[1] + p.cells[2] + p.cells[3]));
  },
  parse(p, text) {
    const [, cells, turn] = /^(\d(?:,\d){3}) ([01])$/.exec(text) ?? [];
    if (cells === undefined) throw new EndgameError('E_POSITION', `position "${text}"`, 'write it like "2,2,2,2 0"');
    p.clear();
    cells.split(',').forEach((n, i) => p.set(i, Number(n)));
    p.turn = turn === '1' ? 1 : 0;
    p.forget();
  },
  format: (p) => `${p.cells.join()} ${p.turn}`,
  formatMove: (_, pit) => String(pit),
  draw: (p) => p.cells.join(' '),
};

/**
 * The same with captures: a last seed that makes an opposing pit hold two or three takes them, which scores at once. A
 * player who takes three moves again.
 */
export const ringCaptures: Game = {
  ...ringSowing,
  id: 'ring-captures',
  title: 'Ring captures (a test game)',
  play(p, pit) {
    const seeds = p.cells[pit];
    p.set(pit, 0);
    let at = pit;
    for (let i = 0; i < seeds; i++) {
      at = (at + 1) % 4;
      p.set(at, p.cells[at] + 1);
    }
    const taken = at >> 1 !== p.turn && (p.cells[at] === 2 || p.cells[at] === 3) ? p.cells[at] : 0;
    if (taken > 0) p.set(at, 0);
    if (taken < 3) p.pass();
    return taken;
  },
};

const line = grid(4, 1);
const dropSchema: Schema = { board: line, content: 'pieces', kinds: [{ letter: 'A', max: 2, reserve: 2 }] };
const dropNotation = gridNotation(dropSchema);

/**
 * Drops: men can be placed from the reserve and taken back into it, so materials lead to each other in cycles and must
 * become one slice. On a row of four cells a side places a man on an empty cell, or takes one of its men back. The side
 * that holds both end cells has won.
 */
export const dropRow: Game = {
  id: 'drop-row',
  title: 'Drop row (a test game)',
  version: 1,
  schema: dropSchema,
  domain: OUTCOME,
  initial: '.... 0 AAaa',
  maxMoves: 8,
  tables: 'one',
  moves(p, out) {
    const code = codeOf(dropSchema, 0, p.turn);
    let n = 0;
    for (let cell = 0; cell < 4; cell++) {
      if (p.cells[cell] === code || (p.cells[cell] === 0 && p.reserve[code] > 0)) out[n++] = cell;
    }
    return n;
  },
  play(p, cell) {
    const code = codeOf(dropSchema, 0, p.turn);
    if (p.cells[cell] === code) {
      p.set(cell, 0);
      p.addReserve(code, 1);
    } else {
      p.set(cell, code);
      p.addReserve(code, -1);
    }
    p.pass();
  },
  legal: (p) => p.counts[1] + p.reserve[1] === 2 && p.counts[2] + p.reserve[2] === 2 && !holdsEnds(p, p.turn),
  ended: (p) => (holdsEnds(p, (1 - p.turn) as 0 | 1) ? loss(0) : undefined),
  stuck: () => DRAW,
  parse(p, text) {
    dropNotation.parse(p, text);
    if (!dropRow.legal!(p))
      throw new EndgameError('E_POSITION', `position "${text}"`, 'two men a side, and no won game');
  },
  format: (p) => dropNotation.format(p),
  formatMove: (_, cell) => line.names[cell],
  draw: (p) => dropNotation.draw(p),
};

function holdsEnds(p: Position, side: 0 | 1): boolean {
  const code = codeOf(dropSchema, 0, side);
  return p.mark === NONE && p.cells[0] === code && p.cells[3] === code;
}

const raceBoard = grid(3, 2);
const raceSchema: Schema = { board: raceBoard, content: 'pieces', kinds: [{ letter: 'K', max: 1, min: 1 }] };
const raceNotation = gridNotation(raceSchema);
const GOALS = [5, 0] as const;

/**
 * Ended positions with unmoves to earlier ones: one man per side on 3 x 2 cells steps to a neighbouring cell and wins
 * on the far corner. A man that starts there has to leave, so a step can be taken back to a position that was over.
 */
export const race: Game = {
  id: 'race',
  title: 'Race (a test game)',
  version: 1,
  schema: raceSchema,
  domain: OUTCOME,
  initial: '..k/K.. 0',
  maxMoves: 3,
  tables: 'one',
  moves: (p, out) => raceSteps(p, p.turn, out),
  play(p, move) {
    p.shift(move & 255, move >> 8);
    p.pass();
  },
  ended(p) {
    const other = p.turn === 0 ? 1 : 0;
    return p.cells[GOALS[other]] === codeOf(raceSchema, 0, other) ? loss(0) : undefined;
  },
  unmoves: (p, out) => raceSteps(p, 1 - p.turn, out),
  unplay(p, unmove) {
    p.shift(unmove & 255, unmove >> 8);
    p.pass();
  },
  shift: (move) => move,
  unshift: (unmove) => unmove,
  parse: (p, text) => raceNotation.parse(p, text),
  format: (p) => raceNotation.format(p),
  formatMove: (_, move) => raceBoard.names[move >> 8],
  draw: (p) => raceNotation.draw(p),
};

function raceSteps(p: Position, side: number, out: Int32Array): number {
  const from = p.lists[(1 + side) * p.stride];
  let n = 0;
  for (const [a, b] of raceBoard.links) {
    const to = a === from ? b : b === from ? a : from;
    if (p.cells[to] === 0) out[n++] = from | (to << 8);
  }
  return n;
}
