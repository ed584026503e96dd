/** Single positions of up to four men, solved by the kernel under each metric, against other people's answers. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position, toArray, type Value } from '../../src/game/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { chessSpec, sliceNamed, solved, valueAt, valueOf } from '../support/chess.ts';
import { readEpd } from '../support/epd.ts';
import { haveShared, oraclePath, readOracle } from '../support/oracles.ts';
import { LOCAL_METRICS, type LocalMetric } from '../support/local.ts';
import { strength } from '../support/strength.ts';
import { pliesOf, signedPlies } from '../support/tally.ts';
import { valueOf as answerValue } from '../../bench/answer-value.ts';

/**
 * How a probed Syzygy distance can differ from ours. Its tables come in two kinds: those that store plies are exact, those
 * that store moves lose the last bit of the number, and a table holds one side to move, so that the other side's positions
 * are one ply from a rounded number too. Rounding is always down, so the distance is ours or one less; the sign is exact.
 * Which kind a table is, is its author's choice by size, and it shows: no position of the classes in EXACT differs.
 * A side that is mated has lost in 0 here; probing says -1.
 */
function expectProbed(ours: number, probed: number, text: string): void {
  if (ours < 0 && pliesOf(ours) === 0) {
    expect(probed, text).toBe(-1);
    return;
  }
  expect(Math.sign(ours) + 0, text).toBe(Math.sign(probed) + 0);
  const excess = pliesOf(ours) - Math.abs(probed);
  expect(excess === 0 || excess === 1, `${text}: here ${signedPlies(ours)}`).toBe(true);
}

async function valuesOf(table: string): Promise<Record<LocalMetric, Int16Array>> {
  const slice = sliceNamed(table);
  return {
    dtm: toArray(await solved.dtm.get(slice)),
    dtz: toArray(await solved.dtz.get(slice)),
    wdl: toArray(await solved.wdl.get(slice)),
  };
}

/** Classes whose tables store plies: no position differs. */
const EXACT = ['KRvK', 'KBvK', 'KNvK', 'KPvK', 'KBPvK', 'KNNvK', 'KBvKN', 'KNvKP', 'KPPvK'];

test('every one of the shared positions of three and four men has its outcome, its mate and its Syzygy distance', async () => {
  const rows = readOracle(oraclePath('oracles', 'chess', 'positions-3-4men-shared.csv.gz')!)
    .trim()
    .split('\n')
    .slice(1);
  const p = new Position(chess.schema);
  // Class after class: single values of a class with pawns are read out of a thousand problems.
  rows.sort();
  let last = '';
  let values: Record<LocalMetric, Int16Array> | undefined;
  let wins = 0;
  let equal = 0;
  let won = 0;
  for (const row of rows) {
    const [table, fen, wdl, dtz, dtm] = row.split(',') as [string, string, string, string, string];
    if (table !== last) values = await valuesOf(table);
    last = table;
    chess.parse(p, fen);
    const index = chessSpec.space(sliceNamed(table)).rank(p);
    const outcome = values!.wdl[index] as Value;
    expect(2 * Math.sign(outcome) + 0, row).toBe(Number(wdl));
    expect(pliesOf(outcome), row).toBe(0);
    expect(signedPlies(values!.dtm[index] as Value), row).toBe(Number(dtm));
    const distance = values!.dtz[index] as Value;
    expectProbed(distance, Number(dtz), row);
    if (EXACT.includes(table) && pliesOf(distance) > 0) expect(signedPlies(distance), row).toBe(Number(dtz));
    if (outcome > 0) wins++;
    if (outcome !== 0) won++;
    if (outcome !== 0 && signedPlies(distance) === Number(dtz)) equal++;
  }
  expect(rows).toHaveLength(haveShared ? 10_000 : rows.length);
  expect(wins).toBeGreaterThan(rows.length / 5);
  // Most are exact all the same.
  expect(equal).toBeGreaterThan(0.75 * won);
});

for (const table of ['KRvK', 'KBNvK', 'KQvKR']) {
  test(`${table}: mates have their lengths, and every line loses one ply a move until mate`, async () => {
    const lines = readEpd(`mates-${table}-1000.epd.gz`);
    const p = new Position(chess.schema);
    const moves = new Int32Array(chess.maxMoves);
    for (const { text, fen, operations } of lines) {
      let plies = Number(operations.get('dtm_plies'));
      const names = operations.get('pv')!.split(' ');
      expect(names, text).toHaveLength(Math.abs(plies));
      expect(Math.sign(plies) * Math.ceil(Math.abs(plies) / 2), text).toBe(Number(operations.get('bm')!.slice(1)));
      chess.parse(p, `${fen} 0 1`);
      expect(signedPlies(await valueAt(p)), text).toBe(plies);
      for (const name of names) {
        const n = chess.moves(p, moves);
        const move = moves.subarray(0, n).find((m) => chess.formatMove(p, m) === name);
        expect(move, `${text} ${name}`).toBeDefined();
        chess.play(p, move!);
        expect(chess.legal!(p), `${text} ${name}`).toBe(true);
        plies = plies > 0 ? 1 - plies : -1 - plies;
        expect(signedPlies(await valueAt(p)) + 0, `${text} ${name}`).toBe(plies + 0);
      }
      expect(await valueAt(p)).toBe(-32_766);
    }
    expect(lines).toHaveLength(haveShared ? 1_000 : lines.length);
    expect(lines.length).toBeGreaterThan(20);
  });
}

test('hand-picked positions, en passant and the longest mates among them, have their mates', async () => {
  const lines = readEpd('python-chess-endgame-dm-4.epd').filter(({ operations }) => operations.has('dm'));
  for (const { text, fen, operations } of lines) {
    const value = await valueOf(fen);
    expect(Math.sign(value) * Math.ceil(pliesOf(value) / 2) + 0, text).toBe(Number(operations.get('dm')));
  }
  expect(lines).toHaveLength(haveShared ? 48 : lines.length);
  expect(lines.filter(({ fen }) => !fen.endsWith('-')).length).toBeGreaterThan(3);
});

test('200 positions have the outcome and the distance that Syzygy’s tables give', async () => {
  const lines = readEpd('python-chess-endgame-wdl-dtz.epd').filter(({ men }) => men <= 4);
  for (const { text, fen, operations } of lines) {
    expect(2 * Math.sign(await valueOf(fen, 'wdl')) + 0, text).toBe(Number(operations.get('wdl')));
    expectProbed(await valueOf(fen, 'dtz'), Number(operations.get('dtz')), text);
  }
  expect(lines).toHaveLength(haveShared ? 200 : lines.length);
  expect(lines.length).toBeGreaterThan(20);
});

test('short mates have their lengths, and the best moves are these and no others', async () => {
  const lines = readEpd('mates-short-3-6men-a.epd.gz').filter(({ men }) => men <= 4);
  const solver = new Solver({ game: chess, solver: 'compute', engine: 'kernel', metric: 'dtm', memory: 6e9 });
  let compared = 0;
  const every = strength(4, 1);
  for (const { text, fen, operations } of lines.filter((_, i) => i % every === 0)) {
    const plies = Number(operations.get('dtm_plies'));
    const best = operations.get('bm')?.split(' ');
    const answer = await solver.query(`${fen} 0 1`, { moves: best !== undefined });
    expect(signedPlies(answerValue(answer)), text).toBe(plies);
    if (best === undefined) continue;
    const found = answer.moves.filter((move) => move.outcome === 'win' && move.dtm === plies);
    expect(new Set(found.map((move) => move.san)), text).toEqual(new Set(best));
    compared++;
  }
  expect(lines).toHaveLength(haveShared ? 1_863 : lines.length);
  expect(compared).toBeGreaterThan((haveShared ? 1_000 : 10) / every);
});

test('outcomes and distances were found without the distances to mate, and kept apart', () => {
  expect(new Set(Object.values(solved).map((values) => values.metric))).toEqual(new Set([...LOCAL_METRICS, 'wdl50']));
});
