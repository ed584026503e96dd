/**
 * Outcomes that the 50-move rule spoils. No class of up to four men has them, so two files are made here in which every
 * position has one: a cursed win of White and a blessed loss of Black, and plies for White to move alone.
 */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { loss, Position, win } from '../../src/game/index.ts';
import { SyzygyTables } from '../../src/syzygy/index.ts';
import { filesOf } from '../support/syzygy.ts';

/** A file of KQvK whose parts have one value each: 80 bytes, as files of drawn classes have. */
function constantFile(magic: readonly number[], bits: number, parts: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(80);
  // Digits in the order of the groups, then the men: white king, white queen, black king.
  bytes.set([...magic, bits, 0x00, 0x66, 0x55, 0xee, 0, ...parts]);
  return bytes;
}

const wdl = constantFile([0x71, 0xe8, 0x23, 0x5d], 0x31, [0x80, 3, 0x80, 1]);
const dtz = constantFile([0xd7, 0x66, 0x0c, 0xa5], 0x30, [0x80, 0]);
const tables = new SyzygyTables([filesOf({ 'KQvK.rtbw': wdl, 'KQvK.rtbz': dtz })]);
const WHITE = '8/8/8/8/3k4/8/3K4/7Q w - - 0 1';
const BLACK = '8/8/8/8/3k4/8/3K4/7Q b - - 0 1';
const EXCHANGED = '8/8/8/8/3K4/8/3k4/7q b - - 0 1';

function at(fen: string): Position {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return p;
}

describe('in each metric', () => {
  test.each([
    [WHITE, win(0), win(101)],
    [EXCHANGED, win(0), win(101)],
    [BLACK, loss(0), loss(101)],
  ])('%s', (fen, outcome, five) => {
    expect(tables.source(chess, { metric: 'wdl', tolerant: false }).probe(at(fen))).toBe(outcome);
    expect(tables.source(chess, { metric: 'wdl50', tolerant: false }).probe(at(fen))).toBe(five);
  });
});

test('plies begin at 101, and are always rounded', () => {
  const source = tables.source(chess, { metric: 'dtz', tolerant: false });
  expect(source.probe(at(WHITE))).toBeUndefined();
  expect(source.bounds(at(WHITE))).toEqual({ lower: win(102), upper: win(101) });
  expect(source.bounds(at(EXCHANGED))).toEqual({ lower: win(102), upper: win(101) });
  // By one move of Black, who has no capture.
  expect(source.bounds(at(BLACK))).toEqual({ lower: loss(102), upper: loss(103) });
});

test('a capture that draws is better than a blessed loss', () => {
  const source = tables.source(chess, { metric: 'wdl50', tolerant: false });
  expect(source.probe(at('8/8/8/8/8/4k3/5Q2/1K6 b - - 0 1'))).toBe(0);
});
