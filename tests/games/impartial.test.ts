/**
 * Impartial games against the theory of R. Sprague (1935) and P. M. Grundy (1939): a sum of games is lost for who moves if
 * and only if the nim-sum of their values is 0. The values are published; nothing here computes them.
 */

import { beforeAll, describe, expect, test } from 'vitest';
import { dawsonsChess } from '../../games/hexapawn.ts';
import { kayles } from '../../games/kayles.ts';
import { nim } from '../../games/nim.ts';
import { type Game, Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteForce } from '../support/brute.ts';
import { conformance, eachPosition } from '../support/conformance.ts';

/** E. Berlekamp, J. Conway, R. Guy: Winning Ways for your Mathematical Plays, chapter 4: rows of 0, 1, 2.. pins. */
const KAYLES = [0, 1, 2, 3, 1, 4, 3, 2, 1, 4, 2, 6, 4];
/** The same, Dawson's chess (octal 0.137): boards of 0, 1, 2.. files. */
const DAWSON = [0, 1, 1, 2, 0, 3, 1, 1, 0, 3];

const nimSum = (values: readonly number[]): number => values.reduce((a, b) => a ^ b, 0);
/** Lengths of the runs of `letter`. */
const runs = (text: string, letter: string): number[] =>
  [...text.matchAll(new RegExp(`${letter}+`, 'g'))].map((m) => m[0].length);

/** Nim-sum of a position by its notation; undefined where no sum of known games stands on the board. */
const theories: readonly { readonly game: Game; readonly sum: (text: string) => number | undefined }[] = [
  { game: nim([1, 3, 5, 7]), sum: (text) => nimSum(text.split(' ')[0].split('+').map(Number)) },
  { game: nim([4, 5, 6]), sum: (text) => nimSum(text.split(' ')[0].split('+').map(Number)) },
  { game: kayles(12), sum: (text) => nimSum(runs(text.split(' ')[0], 'I').map((n) => KAYLES[n])) },
];

for (const { game, sum } of theories) {
  const spec = specialize(game);
  const slices = new SliceValues(spec, { memory: 1e9 });
  // Generation learns the rare moves (taking all of one large heap) that samples do not show.
  beforeAll(async () => {
    for (const slice of spec.slicesOf('all')) await slices.get(slice);
  });
  conformance(game, spec, () => spec.slicesOf('all'));

  test(`${game.id}: every position is lost if and only if its nim-sum is 0`, async () => {
    const positions: [string, number][] = [];
    for (const slice of spec.slicesOf('all')) {
      const values = await slices.get(slice);
      eachPosition(spec, slice, (p, index) => positions.push([game.format(p), values.at(index)]), 1e6);
    }
    for (const [text, value] of positions) {
      expect(value, text).not.toBe(0);
      expect(value < 0, text).toBe(sum(text) === 0);
    }
    expect(positions.filter(([, value]) => value < 0).length).toBeGreaterThan(10);
    for (const slice of spec.slicesOf('all')) {
      await verifySlice(spec, slice, (q) => {
        const s = spec.sliceOf(q.signature);
        return slices.peek(s)!.at(spec.space(s).rank(q)) as never;
      });
    }
  });
}

describe("Dawson's chess", () => {
  const four = dawsonsChess(4);
  const spec = specialize(four);
  conformance(four, spec, () => ['4-4', '3-2', '2-2'].map((name) => spec.sliceOf(spec.materials.parse(name, four.id))));

  test.each([1, 2, 3, 4, 5])('%i files: positions without captures are sums of untouched files', async (files) => {
    const game = dawsonsChess(files);
    const spec = specialize(game);
    const slices = new SliceValues(spec, { memory: 1e9 });
    const q = new Position(game.schema);
    const out = new Int32Array(game.maxMoves);
    let sums = 0;
    for (const [text, value] of bruteForce(game, [game.initial])) {
      game.parse(q, text);
      if (game.ended(q) === undefined) {
        const slice = spec.sliceOf(q.signature);
        expect((await slices.get(slice)).at(spec.space(slice).rank(q)), text).toBe(value);
      }
      const names = [...out.subarray(0, game.moves(q, out))].map((move) => game.formatMove(q, move));
      if (names.some((name) => name.includes('x'))) continue;
      const [top, middle, bottom] = text.split(' ')[0].split('/');
      const untouched = top
        .split('')
        .map((c, i) => (c === 'o' && middle[i] === '.' && bottom[i] === 'x' ? 'u' : '.'))
        .join('');
      expect(value < 0, text).toBe(nimSum(runs(untouched, 'u').map((n) => DAWSON[n])) === 0);
      sums++;
    }
    expect(sums).toBeGreaterThan(files);
  });

  test('a capture must be made', () => {
    const p = new Position(four.schema);
    const out = new Int32Array(four.maxMoves);
    four.parse(p, 'oooo/.x../x.xx o');
    const names = [...out.subarray(0, four.moves(p, out))].map((move) => four.formatMove(p, move));
    expect(names.toSorted()).toEqual(['a3xb2', 'c3xb2']);
  });
});

describe('notation', () => {
  test('nim', () => {
    const game = nim([1, 3, 5, 7]);
    const p = new Position(game.schema);
    game.parse(p, ' 0+3+0+2  right ');
    expect(game.format(p)).toBe('0+3+0+2 right');
    expect(game.draw(p)).toBe('1:\n2: ooo\n3:\n4: oo\nright to move');
    const out = new Int32Array(game.maxMoves);
    expect([...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move))).toEqual([
      '1 from 2',
      '2 from 2',
      '3 from 2',
      '1 from 4',
      '2 from 4',
    ]);
    for (const [text, what] of [
      ['1+3+5+7', 'side to move ""'],
      ['1+3+5 left', '3 heaps'],
      ['1+3+5+x left', '"x" is no number'],
      ['1+3+5+70 left', 'more than 16'],
    ])
      expect(() => game.parse(p, text)).toThrow(what);
  });

  test('kayles', () => {
    const game = kayles(5);
    const p = new Position(game.schema);
    game.parse(p, 'II.I. left');
    expect(game.format(p)).toBe('II.I. left');
    const out = new Int32Array(game.maxMoves);
    expect([...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move))).toEqual([
      'a1',
      'a1b1',
      'b1',
      'd1',
    ]);
    expect(() => game.parse(p, 'II.i. left')).toThrow(expect.objectContaining({ code: 'E_POSITION' }));
  });
});
