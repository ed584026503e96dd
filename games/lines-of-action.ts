import { recordExplored } from '../src/game/explored.ts';
import {
  codeOf,
  EMPTY,
  EndgameError,
  type Game,
  grid,
  gridNotation,
  loss,
  type Move,
  OUTCOME,
  type Position,
  type Schema,
  type Value,
  win,
} from '../src/game/index.ts';
import { linesOfAction44Explored } from './explored.ts';
import { checkSize } from './shared/sizes.ts';

/** Steps along ranks, files and both diagonals. */
const AXES = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

/**
 * Lines of action by C. Soucie: men stand along the edges of a square board, Black's on the first and the last rank,
 * White's on the first and the last file, corners free. A man moves along a line exactly as many squares as there are
 * men of both sides on that line. It passes over men of its own side, not over others, and takes what it lands on if
 * that is not its own. The side whose men are all connected, also diagonally, has won; after a move that connects both,
 * the mover has. Black begins. A side that cannot move has lost. Rules: S. Sackson, A Gamut of Games (1969).
 * @param n files and ranks, 4 or 5
 * @throws RangeError for another size
 */
export function linesOfAction(n: number): Game {
  checkSize('n', n, 4, 5);
  const board = grid(n, n);
  const { cells } = board;
  const men = 2 * (n - 2);
  const schema: Schema = { board, content: 'pieces', kinds: [{ letter: 'M', max: men }] };
  const man = [codeOf(schema, 0, 0), codeOf(schema, 0, 1)] as const;
  const notation = gridNotation(schema, { men: [['b', 'w']], sides: ['b', 'w'] });

  const cellAt = (x: number, y: number): number => (x >= 0 && y >= 0 && x < n && y < n ? y * n + x : -1);
  /** Cells from a cell on, by `8 * cell + 2 * axis + way`, and the set of all cells of its line, by `4 * cell + axis`. */
  const rays = Array.from({ length: 8 * cells }, (_, i) => {
    const [dx, dy] = AXES[(i >> 1) % 4].map((step) => (i % 2 === 0 ? step : -step));
    const ray: number[] = [];
    let x = ((i >> 3) % n) + dx;
    let y = Math.floor((i >> 3) / n) + dy;
    for (; cellAt(x, y) >= 0; x += dx, y += dy) ray.push(cellAt(x, y));
    return Uint8Array.from(ray);
  });
  const setOf = (list: Iterable<number>): number => Array.from(list).reduce((set, cell) => set | (1 << cell), 0);
  const lines = Int32Array.from(
    { length: 4 * cells },
    (_, i) => setOf(rays[2 * i]) | setOf(rays[2 * i + 1]) | (1 << (i >> 2)),
  );
  const around = Int32Array.from({ length: cells }, (_, cell) =>
    setOf(rays.slice(8 * cell, 8 * cell + 8).flatMap((ray) => [...ray.subarray(0, 1)])),
  );

  const menOf = (p: Position, code: number): number => {
    let set = 0;
    for (let i = code * p.stride, last = i + p.counts[code]; i < last; i++) set |= 1 << p.lists[i];
    return set;
  };

  const connected = (p: Position, code: number): boolean => {
    const set = menOf(p, code);
    let reached = set & -set;
    for (let fresh = reached; fresh !== 0; ) {
      let next = 0;
      for (; fresh !== 0; fresh &= fresh - 1) next |= around[31 - Math.clz32(fresh & -fresh)];
      fresh = next & set & ~reached;
      reached |= fresh;
    }
    return reached === set;
  };

  /** Writes the moves of a side, those that take a man only if asked. */
  const movesOf = (p: Position, side: number, takes: boolean, out: Int32Array): number => {
    const own = man[side];
    const other = man[1 - side];
    const all = menOf(p, own) | menOf(p, other);
    let found = 0;
    for (let i = own * p.stride, last = i + p.counts[own]; i < last; i++) {
      const from = p.lists[i];
      for (let r = 0; r < 8; r++) {
        let distance = 0;
        for (let set = all & lines[4 * from + (r >> 1)]; set !== 0; set &= set - 1) distance++;
        const ray = rays[8 * from + r];
        if (ray.length < distance) continue;
        let j = 0;
        while (j < distance - 1 && p.cells[ray[j]] !== other) j++;
        const to = ray[distance - 1];
        if (j < distance - 1 || p.cells[to] === own || (!takes && p.cells[to] === other)) continue;
        out[found++] = from | (to << 8);
      }
    }
    return found;
  };

  const legal = (p: Position): boolean => p.counts[man[0]] > 0 && p.counts[man[1]] > 0;
  const rank = `.${'b'.repeat(n - 2)}.`;
  const file = `w${'.'.repeat(n - 2)}w`;

  return {
    id: `lines-of-action-${n}x${n}`,
    title: `Lines of action ${n} x ${n}`,
    version: 1,
    schema,
    domain: OUTCOME,
    initial: `${[rank, ...Array<string>(n - 2).fill(file), rank].join('/')} b`,
    maxMoves: 8 * men,
    tables: 'one',

    /** Writes the moves: `from + 256 * to`. */
    moves: (p, out) => movesOf(p, p.turn, true, out),

    play(p: Position, move: Move): void {
      const to = move >> 8;
      if (p.cells[to] !== EMPTY) p.set(to, EMPTY);
      p.shift(move & 255, to);
      p.pass();
    },

    ended(p: Position): Value | undefined {
      if (connected(p, man[1 - p.turn])) return loss(0);
      return connected(p, man[p.turn]) ? win(0) : undefined;
    },

    legal,

    /** A move along a line leaves the number of men on it, so men come back as far as they went. */
    unmoves: (p, out) => movesOf(p, 1 - p.turn, false, out),

    unplay(p: Position, unmove: number): void {
      p.shift(unmove & 255, unmove >> 8);
      p.pass();
    },

    parse(p: Position, text: string): void {
      notation.parse(p, text);
      if (legal(p)) return;
      throw new EndgameError('E_POSITION', `position "${text}": a side has no men`, 'the last man is never taken');
    },

    format: (p) => notation.format(p),
    draw: (p) => notation.draw(p),
    formatMove: (p, move) =>
      `${board.names[move & 255]}${p.cells[move >> 8] === EMPTY ? '-' : 'x'}${board.names[move >> 8]}`,
  };
}

/** Lines of action on 4 x 4 squares. */
export const linesOfAction44: Game = linesOfAction(4);
recordExplored(linesOfAction44, linesOfAction44Explored);
