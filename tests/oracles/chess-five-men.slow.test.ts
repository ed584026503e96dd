/** Single positions of five men, and the longest wins of whole classes. */

import { afterAll, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position } from '../../src/game/index.ts';
import { loss, win } from '../../src/game/value.ts';
import { type Metric, type Values, chunksOf } from '../../src/game/values.ts';
import { SliceValues } from '../../src/values/index.ts';
import { chessSpec } from '../support/chess.ts';
import { type EpdLine, readEpd } from '../support/epd.ts';
import { haveShared } from '../support/oracles.ts';
import { pliesOf, signedPlies } from '../support/tally.ts';

function kernel(metric: Metric): SliceValues {
  return new SliceValues(chessSpec, { memory: Number(process.env['ENDGAME_MEMORY'] ?? 5e9), metric, engine: 'kernel' });
}

const p = new Position(chess.schema);

function place(fen: string): void {
  chess.parse(p, `${fen} 0 1`);
}

/** The name of a position's class. */
function tableOf(fen: string): string {
  place(fen);
  return chessSpec.sliceOf(p.signature).name;
}

/** Yields the name of each legal move of `p`, which holds the successor meanwhile. */
function* replies(): Generator<string, void, void> {
  const moves = new Int32Array(chess.maxMoves);
  for (const move of moves.slice(0, chess.moves(p, moves))) {
    const name = chess.formatMove(p, move);
    const { time } = p;
    chess.play(p, move);
    if (chess.legal!(p)) yield name;
    p.rewind(time);
  }
}

for (const table of ['KRPvKR', 'KBPvKB']) {
  test(`${table}: mates have their lengths, and every line loses one ply a move until mate`, async () => {
    const lines = readEpd(`mates-${table}-1000.epd.gz`);
    const solved = kernel('dtm');
    const values = await solved.get(chessSpec.slicesOf(table)[0]);
    expect(values.length).toBeGreaterThan(100_000_000);
    const moves = new Int32Array(chess.maxMoves);
    for (const { text, fen, operations } of lines) {
      let plies = Number(operations.get('dtm_plies'));
      place(fen);
      expect(signedPlies((await solved.value(p)).value), text).toBe(plies);
      const names = operations.get('pv')!.split(' ');
      expect(names, text).toHaveLength(Math.abs(plies));
      for (const name of names) {
        const move = moves.subarray(0, chess.moves(p, moves)).find((m) => chess.formatMove(p, m) === name);
        expect(move, `${text} ${name}`).toBeDefined();
        chess.play(p, move!);
        plies = plies > 0 ? 1 - plies : -1 - plies;
        // The test also looks up the classes that captures and promotions of the line lead to.
        expect(signedPlies((await solved.value(p)).value) + 0, `${text} ${name}`).toBe(plies + 0);
      }
    }
    expect(lines).toHaveLength(haveShared ? 1_000 : lines.length);
    expect(lines.length).toBeGreaterThan(20);
  });
}

/** Classes with fewer pawns first: those with more become them. */
function byClass(lines: readonly EpdLine[]): [string, EpdLine[]][] {
  const classes = new Map<string, EpdLine[]>();
  for (const line of lines) {
    const table = tableOf(line.fen);
    classes.set(table, [...(classes.get(table) ?? []), line]);
  }
  const pawns = (table: string): number => table.split('P').length;
  return [...classes].sort(([a], [b]) => pawns(a) - pawns(b) || (a < b ? -1 : 1));
}

describe('short mates of five men have their lengths, and the best moves are these and no others', () => {
  const lines = readEpd('mates-short-3-6men-a.epd.gz').filter(({ men }) => men === 5);
  // What one class has solved serves the next, until memory is short.
  const dtm = kernel('dtm');
  afterAll(() => dtm.clear());

  test('there are enough of them, with best moves', () => {
    expect(lines).toHaveLength(haveShared ? 1_010 : lines.length);
    expect(lines.filter(({ operations }) => operations.has('bm')).length).toBeGreaterThan(haveShared ? 500 : 5);
  });

  test.each(byClass(lines))('%s', async (_, some) => {
    for (const { text, fen, operations } of some) {
      const plies = Number(operations.get('dtm_plies'));
      place(fen);
      expect(signedPlies((await dtm.value(p)).value), text).toBe(plies);
      const best = operations.get('bm')?.split(' ');
      if (best === undefined) continue;
      // Mate has no plies left and neither has a draw, so values are compared.
      const after = plies > 0 ? loss(plies - 1) : win(-plies - 1);
      const found: string[] = [];
      for (const name of replies()) {
        if ((await dtm.value(p)).value === after) found.push(name);
      }
      expect(new Set(chess.annotate!(`${fen} 0 1`, found)), text).toEqual(new Set(best));
    }
  });
});

describe('wins that the 50-move rule spoils', () => {
  const lines = readEpd('cursed-5-6men-a.epd').filter(({ men }) => men <= 5);
  const dtz = kernel('dtz');
  const wdl = kernel('wdl');
  const wdl50 = kernel('wdl50');
  afterAll(() => {
    dtz.clear();
    wdl50.clear();
    wdl.clear();
  });

  test('there are fourteen', () => {
    expect(lines).toHaveLength(14);
  });

  test.each(byClass(lines))('%s: are cursed', async (_, some) => {
    for (const { text, fen, operations } of some) {
      place(fen);
      const { value } = await dtz.value(p);
      expect(Math.sign(value), text).toBe(Number(operations.get('wdl')));
      expect(pliesOf(value), text).toBeGreaterThan(100);
    }
  });

  test.each(byClass(lines))('%s: are cursed among the five outcomes', async (_, some) => {
    for (const { text, fen, operations } of some) {
      place(fen);
      const { value } = await wdl50.value(p);
      expect(value, text).toBe(32_665 * Number(operations.get('wdl')));
    }
  });

  test.each(byClass(lines))('%s: are wins all the same without it', async (_, some) => {
    for (const { text, fen, operations } of some) {
      place(fen);
      expect(Math.sign((await wdl.value(p)).value), text).toBe(Number(operations.get('wdl')));
    }
  });
});

interface Extremes {
  readonly win: number;
  readonly loss: number;
}

/** Most plies of wins and of losses. */
function longest(values: Values): Extremes {
  let win = 32_767;
  let loss = -32_767;
  for (const chunk of chunksOf(values)) {
    for (let i = 0; i < chunk.length; i++) {
      const v = chunk[i];
      if (v > 0 && v < win) win = v;
      if (v < 0 && v > loss) loss = v;
    }
  }
  return { win: win < 32_767 ? 32_766 - win : 0, loss: loss > -32_767 ? 32_766 + loss : 0 };
}

/**
 * Moves to mate: the longest wins listed at kirill-kryukov.com/chess/longest-checkmates (Nalimov's tables). The losing
 * side to move is one ply further away; where that is a loss in 2n plies, the win has n moves.
 */
test.each([
  ['KBNvKN', 107],
  ['KRBvKR', 65],
  ['KQRvKQ', 67],
  ['KQvKRB', 70],
  ['KNNvKP', 115],
] as const)('%s: the longest mate takes %i moves', async (table, moves) => {
  const [slice] = chessSpec.slicesOf(table);
  const { win, loss } = longest(await kernel('dtm').get(slice));
  expect(Math.max(Math.ceil(win / 2), loss / 2)).toBe(moves);
});

/**
 * Moves to a capture or mate as they were counted before Syzygy (L. Stiller, 1991; K. Thompson's tables): 59 for
 * KRBvKR, 77 for KBNvKN. They count to the capture that wins by whatever play follows; dtz counts to any capture that
 * keeps the result under the 50-move rule, and begins anew where that is spoilt. So a cursed win here is one of these
 * whose distance is over 50 moves, and the longest of them takes as many plies as those moves.
 */
test.each([
  ['KRBvKR', 59],
  ['KBNvKN', 77],
] as const)('%s: the longest way to a capture takes %i moves', async (table, moves) => {
  const [slice] = chessSpec.slicesOf(table);
  const { win, loss } = longest(await kernel('dtz').get(slice));
  expect(Math.ceil(win / 2)).toBe(moves);
  // Nowhere do all moves of the losing side lead to the longest wins: 116 and 152 in Syzygy's statistics, too.
  expect(loss).toBe(win - 1);
});
