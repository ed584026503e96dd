import { describe, expect, test } from 'vitest';
import { dobutsuShogi as game } from '../../games/dobutsu-shogi.ts';
import { loss, Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteDobutsu } from '../support/brute-dobutsu.ts';
import { conformance } from '../support/conformance.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';

const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);
const spec = specialize(game);

const movesOf = (): number[] => [...out.subarray(0, game.moves(p, out))];

/** Names of the playable moves. */
function playable(text: string): string[] {
  game.parse(p, text);
  return movesOf().flatMap((move) => {
    const name = game.formatMove(p, move);
    game.play(p, move);
    const legal = game.legal!(p);
    p.rewind(0);
    return legal ? [name] : [];
  });
}

conformance(game, spec, () => ['LHvL', 'LGEvL', 'LGEHvL'].map((table) => spec.slicesOf(table)[0]));

describe('dobutsu shogi', () => {
  test('the perfect game of 78 plies is accepted move by move, up to the mate', () => {
    const path = oraclePath('oracles', 'dobutsu', 'perfect-game.txt')!;
    const line = [...readOracle(path).matchAll(/^ *\d+\. (\S+)$/gm)].map((match) => match[1]);
    expect(line).toHaveLength(78);
    game.parse(p, game.initial);
    // The last move but one lets the lion be taken, which the last one does.
    for (const name of line.slice(0, 76)) {
      const { time } = p;
      const moves = movesOf().filter((move) => game.formatMove(p, move) === name);
      expect(moves).toHaveLength(1);
      game.play(p, moves[0]);
      expect(game.legal!(p)).toBe(true);
      expect(game.ended(p)).toBeUndefined();
      expect(p.time).toBeGreaterThan(time);
    }
    expect(playable(game.format(p))).toEqual([]);
    expect(game.stuck!(p)).toBe(loss(2));
  });

  test('the start has four moves (T. Tanaka)', () => {
    expect(playable(game.initial).toSorted()).toEqual(['Cb3xb2', 'Gc4-c3', 'Lb4-a3', 'Lb4-c3']);
  });

  test.each([
    ['LHvL', ['.l./.../.C./.L. S -', '..l/.../L../... G C']],
    ['LGvL', ['.l./.../.G./.L. S -']],
  ])('%s: every value is that of an independent solver that takes lions', async (table, roots) => {
    const truth = bruteDobutsu(roots);
    const values = await new SliceValues(spec, { memory: 1e8 }).get(spec.slicesOf(table)[0]);
    const space = spec.space(spec.slicesOf(table)[0]);
    const seen = new Set<number>();
    for (const [text, { outcome, plies }] of truth) {
      let index = -1;
      try {
        game.parse(p, text);
        index = space.rank(p);
      } catch {
        continue; // lions that can be taken, or have gone
      }
      seen.add(index);
      const value = values.at(index) as never;
      const found = `${text} ${game.domain.outcome(value)} ${game.domain.plies(value)}`;
      if (found !== `${text} ${outcome} ${plies}`) expect(found).toBe(`${text} ${outcome} ${plies}`);
    }
    // Nearly all of the slice (all of LGvL): games from these roots reach no other position of it.
    expect(seen.size).toBeGreaterThan(500);
  });

  test('animals step, promote, are taken and dropped', () => {
    expect(
      playable('..l/.G./.../L.. S -')
        .filter((name) => name.startsWith('G'))
        .toSorted(),
    ).toEqual(['Gb2-a2', 'Gb2-b1', 'Gb2-b3', 'Gb2-c2']);
    expect(playable('l../..C/.../L.. S -')).toContain('Cc2-c1+');
    game.parse(p, 'l../.../.h./L.. S -');
    const take = movesOf().find((move) => game.formatMove(p, move) === 'La4xb3')!;
    game.play(p, take);
    expect(game.format(p)).toBe('l../.../.L./... G C');
    game.parse(p, 'l../.../.../L.. S C');
    expect(playable('l../.../.../L.. S C').filter((name) => name.startsWith('C'))).toHaveLength(10);
  });

  test('a lion that comes home unattacked has won', () => {
    game.parse(p, '..L/.../l../... G -');
    expect(game.ended(p)).toBe(loss(0));
    expect(() => game.parse(p, '..L/..l/.../... G -')).toThrow('leads there');
  });

  test('a slice holds every way to share the animals out', () => {
    const [slice] = spec.slicesOf('LCvL');
    expect(slice.name).toBe('LHvL');
    expect(slice.signatures.map((signature) => spec.materials.name(signature)).toSorted()).toEqual([
      'L+CvL',
      'LCvL',
      'LHvL',
    ]);
    expect(spec.below(slice)).toEqual([]);
  });

  test('notation and drawing', () => {
    game.parse(p, 'gl./.c./.C./ELG S E');
    expect(game.format(p)).toBe('gl./.c./.C./ELG S E');
    expect(game.draw(p)).toBe('g l .\n. c .\n. C .\nE L G\nin hand: E\nin hand: -\nS to move');
  });

  test.each([
    ['gle/.c./.C./E.G S -', 'leads there'],
    ['gle/.c./LC./ELG S -', 'more than 1'],
    ['Lle/.c./.C./E.G S -', 'leads there'],
    ['gle/.c./.C./ELG S G', 'leads there'],
    ['gle/.c./.CC/ELG S c', 'leads there'],
    ['g.e/lc./L../E.G S -', 'leads there'],
    ['gle/.c./.C./ELG X -', 'side to move'],
  ])('refuses %s', (text, what) => {
    expect(() => game.parse(p, text)).toThrow(what);
  });
});
