/** The rules against the Malom standard database: three men against three, nothing in hand. */

import { describe, expect, test } from 'vitest';
import { nineMensMorris as game } from '../../games/nine-mens-morris.ts';
import { loss, type Move, Position } from '../../src/game/index.ts';
import { haveShared, oraclePath, readOracle } from '../support/oracles.ts';

interface Row {
  readonly toMove: number;
  readonly other: number;
  readonly wdl: number;
  readonly plies: number;
}

const path = oraclePath('oracles', 'nine-mens-morris', 'malom-std-3-3.csv.gz');
const rows: Row[] = (path ? readOracle(path).trim().split('\n').slice(1) : []).map((line) => {
  const [toMove, other, wdl, plies] = line.split(',').map(Number);
  return { toMove, other, wdl, plies };
});

const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);
const movesOf = (q: Position): Move[] => [...out.subarray(0, game.moves(q, out))];

const setUp = ({ toMove, other }: Pick<Row, 'toMove' | 'other'>): void => {
  const letters = Array.from({ length: 24 }, (_, cell) =>
    (toMove >> cell) & 1 ? 'O' : (other >> cell) & 1 ? '@' : '*',
  );
  game.parse(p, `${[0, 8, 16].map((i) => letters.slice(i, i + 8).join('')).join('/')} w 0 0`);
};

/** The sixteen symmetries: rings inside out or not, turned by quarters, mirrored or not. */
const symmetries = Array.from({ length: 16 }, (_, s) =>
  Array.from({ length: 24 }, (__, cell) => {
    const ring = s & 1 ? 2 - (cell >> 3) : cell >> 3;
    const around = s & 2 ? -(cell & 7) : cell & 7;
    return 8 * ring + ((around + (s >> 2) * 2) & 7);
  }),
);
const mask = (cells: readonly number[], symmetry: readonly number[]): number =>
  cells.reduce((bits, cell) => bits | (1 << symmetry[cell]), 0);
const key = (toMove: number, other: number): number => toMove * 2 ** 24 + other;

/** For the side to move of `p`: larger is better, a quick win best, a slow loss better than a quick one. */
const worth = (wdl: number, plies: number): number => wdl * (1000 - plies);

describe('the Malom database, three against three', () => {
  test.skipIf(!haveShared)('is complete', () => {
    expect(rows).toHaveLength(169_626);
  });

  test.skipIf(!path)('a side wins in one ply if and only if a move takes the third man', () => {
    const step = Math.max(1, Math.floor(rows.length / 1500));
    let wins = 0;
    for (let i = 0; i < rows.length; i += step) {
      const row = rows[i];
      setUp(row);
      expect(game.ended(p)).toBeUndefined();
      const mates = movesOf(p).some((move) => {
        game.play(p, move);
        const over = game.ended(p) === loss(0) || (game.ended(p) === undefined && movesOf(p).length === 0);
        p.rewind(0);
        return over;
      });
      expect(mates).toBe(row.wdl === 1 && row.plies === 1);
      if (mates) wins++;
    }
    expect(wins).toBeGreaterThan(50);
  });

  test.skipIf(!haveShared)('every value is the best of the values after our moves', () => {
    const values = new Map(rows.map((row) => [key(row.toMove, row.other), row]));
    const lookUp = (): number => {
      const cells = (code: number): number[] => [
        ...p.lists.subarray(code * p.stride, code * p.stride + p.counts[code]),
      ];
      const mine = cells(p.turn + 1);
      const theirs = cells(2 - p.turn);
      for (const symmetry of symmetries) {
        const row = values.get(key(mask(mine, symmetry), mask(theirs, symmetry)));
        if (row) return worth(row.wdl, row.plies);
      }
      throw new Error(`no row for ${game.format(p)}`);
    };
    for (let i = 0; i < rows.length; i += 197) {
      const row = rows[i];
      setUp(row);
      let best = -Infinity;
      for (const move of movesOf(p)) {
        game.play(p, move);
        const after = game.ended(p) === loss(0) ? -1000 : lookUp();
        // One ply further from the end, and seen by the other side.
        best = Math.max(best, after > 0 ? 1 - after : after < 0 ? -1 - after : 0);
        p.rewind(0);
      }
      expect(best).toBe(worth(row.wdl, row.plies));
    }
  });
});
