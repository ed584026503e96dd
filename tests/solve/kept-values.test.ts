/** Values of positions come back as they were added, each under its class and metric; nothing comes of anything else. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import type { Kept } from '../../src/engine/index.ts';
import { Position } from '../../src/game/position.ts';
import { isLegal } from '../../src/game/rules.ts';
import { DRAW, win } from '../../src/game/value.ts';
import { KeptValues } from '../../src/solve/kept-values.ts';
import { chessSpec } from '../support/chess.ts';

/** Keeps results in memory. */
class Shelf implements Kept {
  readonly most = 1e6;
  readonly bytesRead = 0;
  readonly results = new Map<string, { text: string; seconds: number }>();
  has(key: string): boolean {
    return this.results.has(key);
  }
  get(key: string): Uint8Array | undefined {
    const found = this.results.get(key);
    return found && new TextEncoder().encode(found.text);
  }
  put(key: string, pieces: readonly Uint8Array[], seconds: number): void {
    this.results.set(key, { text: pieces.map((piece) => new TextDecoder().decode(piece)).join(''), seconds });
  }
}

function parsed(fen: string): Position {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return p;
}

const WHITE = '8/8/4k3/8/8/8/P3K3/7R w - - 0 1';
const BLACK = '8/8/4k3/8/8/8/P3K3/7R b - - 0 1';
const OTHER = '8/7p/4k3/8/8/P7/4K3/8 w - - 0 1';

test('a value belongs to its position, side to move and metric', () => {
  const shelf = new Shelf();
  const first = new KeptValues(shelf, chessSpec, 'dtm');
  first.add(parsed(WHITE), win(31), 0.4);
  first.add(parsed(OTHER), DRAW);
  first.keep();
  expect(shelf.results.size).toBe(1); // the other took no time to speak of
  first.keep(true);
  expect(shelf.results.size).toBe(2);
  const next = new KeptValues(shelf, chessSpec, 'dtm');
  expect([WHITE, BLACK, OTHER].map((fen) => next.probe(parsed(fen)))).toEqual([win(31), undefined, DRAW]);
  expect(next.mayHold(parsed(BLACK))).toBe(true);
  expect(new KeptValues(shelf, chessSpec, 'wdl').mayHold(parsed(WHITE))).toBe(false);
});

test('what is new is added to what is there, and seconds add up; nothing new writes nothing', () => {
  const shelf = new Shelf();
  for (const [fen, seconds] of [
    [WHITE, 0.5],
    [BLACK, 1.5],
  ] as const) {
    const values = new KeptValues(shelf, chessSpec, 'wdl');
    values.add(parsed(fen), DRAW, seconds);
    values.keep();
  }
  const [[key, { text, seconds }]] = shelf.results;
  expect(text).toBe(`2\n0 ${WHITE}\n0 ${BLACK}\n`);
  expect(seconds).toBe(2);
  shelf.results.set(key, { text, seconds: 7 });
  const again = new KeptValues(shelf, chessSpec, 'wdl');
  again.add(parsed(WHITE), DRAW, 1);
  again.keep(true);
  expect(shelf.results.get(key)!.seconds).toBe(7);
});

test('of more positions than a class may have, those that came first go', () => {
  const shelf = new Shelf();
  const values = new KeptValues(shelf, chessSpec, 'wdl');
  const space = chessSpec.space(chessSpec.slicesOf('KRPvK')[0]);
  const p = new Position(chess.schema);
  const asked: string[] = [];
  for (let index = 0; asked.length < 2_100; index++) {
    if (!space.unrank(index, p) || !isLegal(chess, p)) continue;
    values.add(p, DRAW, 1);
    asked.push(chess.format(p));
  }
  values.keep();
  const next = new KeptValues(shelf, chessSpec, 'wdl');
  const kept = asked.filter((fen) => next.probe(parsed(fen)) !== undefined);
  expect(kept).toEqual(asked.slice(-2_048));
});

test('lines that hold no value of a position are passed over', () => {
  const shelf = new Shelf();
  const values = new KeptValues(shelf, chessSpec, 'wdl');
  values.add(parsed(WHITE), DRAW, 1);
  values.keep();
  const [[key]] = shelf.results;
  for (const text of ['', 'x\n', `1\n99999 ${WHITE}\n`, `1\n0.5 ${WHITE}\n`, `1\n${WHITE}\n`]) {
    shelf.results.set(key, { text, seconds: 1 });
    expect(new KeptValues(shelf, chessSpec, 'wdl').probe(parsed(WHITE)), text).toBeUndefined();
  }
});
