/**
 * The shared conformance suite: what must hold for every game and every slice, whatever its rules. Small slices are
 * checked index by index, large ones on a sample.
 */

import { describe, expect, test } from 'vitest';
import { type Game, Position } from '../../src/game/index.ts';
import { applySymmetry, Random, type Slice, type Specialization } from '../../src/specialize/index.ts';

const SAMPLE = 3_000;

/** Legal positions of a slice: all of them if there are few, else a seeded sample. Calls `visit` with each index. */
export function eachPosition(
  spec: Specialization,
  slice: Slice,
  visit: (p: Position, index: number) => void,
  sample: number = SAMPLE,
): number {
  const { game } = spec;
  const space = spec.space(slice);
  const p = new Position(game.schema);
  const random = new Random(7);
  let visited = 0;
  const all = space.size <= 4 * sample;
  for (let i = 0; i < (all ? space.size : 40 * sample) && visited < (all ? space.size : sample); i++) {
    const index = all ? i : random.below(space.size);
    if (!space.unrank(index, p) || (game.legal && !game.legal(p))) continue;
    visit(p, index);
    visited++;
  }
  return visited;
}

export function conformance(game: Game, spec: Specialization, slices: () => readonly Slice[]): void {
  describe(`${game.id} conforms`, () => {
    test('notation round-trips', () => {
      const copy = new Position(game.schema);
      let seen = 0;
      for (const slice of slices()) {
        seen += eachPosition(
          spec,
          slice,
          (p) => {
            const text = game.format(p);
            game.parse(copy, text);
            expect(copy.key()).toBe(p.key());
            expect(game.format(copy)).toBe(text);
          },
          300,
        );
      }
      expect(seen).toBeGreaterThan(0);
    });

    test('an index stands for one orbit of positions and an orbit for one index', () => {
      const image = new Position(game.schema);
      for (const slice of slices()) {
        const space = spec.space(slice);
        const group = spec.symmetries(slice);
        eachPosition(spec, slice, (p, index) => {
          expect(space.rank(p)).toBe(index);
          const { stabilizer } = space;
          let fixed = 0;
          for (const s of group) {
            applySymmetry(s, p, image);
            expect(space.rank(image)).toBe(index);
            if (!s.swap && image.key() === p.key()) fixed++;
          }
          expect(stabilizer).toBe(fixed);
        });
      }
    });

    test('every legal placement has an index, and unranking it gives an image of it', () => {
      const random = new Random(11);
      const p = new Position(game.schema);
      const back = new Position(game.schema);
      const image = new Position(game.schema);
      for (const slice of slices()) {
        const space = spec.space(slice);
        for (let i = 0; i < 400; i++) {
          const signature = slice.signatures[random.below(slice.signatures.length)];
          if (!spec.materials.sample(p, signature, random) || (game.legal && !game.legal(p))) continue;
          const index = space.rank(p);
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThan(space.size);
          expect(space.unrank(index, back)).toBe(true);
          const images = spec.symmetries(slice).map((s) => {
            applySymmetry(s, p, image);
            return image.key();
          });
          expect(images).toContain(back.key());
        }
      }
    });

    test('rewinding a move restores the position, and moves have distinct names', () => {
      const moves = new Int32Array(game.maxMoves);
      for (const slice of slices()) {
        eachPosition(
          spec,
          slice,
          (p) => {
            if (game.ended(p) !== undefined) return;
            const before = p.key();
            const { signature } = p;
            const names = new Set<string>();
            let playable = 0;
            for (const move of moves.slice(0, game.moves(p, moves))) {
              const name = game.formatMove(p, move);
              const time = p.time;
              game.play(p, move);
              if (!game.legal || game.legal(p)) {
                names.add(name);
                playable++;
              }
              p.rewind(time);
              expect(p.key()).toBe(before);
              expect(p.signature).toBe(signature);
            }
            expect(names.size).toBe(playable);
          },
          500,
        );
      }
    });

    test('moves lead to the slice itself or to slices below it', () => {
      const moves = new Int32Array(game.maxMoves);
      for (const slice of slices()) {
        const below = new Set(spec.below(slice));
        eachPosition(spec, slice, (p) => {
          if (game.ended(p) !== undefined) return;
          for (const move of moves.slice(0, game.moves(p, moves))) {
            const time = p.time;
            game.play(p, move);
            if ((!game.legal || game.legal(p)) && game.ended(p) === undefined) {
              const next = spec.sliceOf(p.signature);
              expect(next === slice || below.has(next)).toBe(true);
            }
            p.rewind(time);
          }
        });
      }
    });

    if (game.unmoves) {
      test('moves and unmoves are inverse within a slice', () => {
        for (const slice of slices()) {
          for (const [there, back] of [
            ['moves', 'unmoves'],
            ['unmoves', 'moves'],
          ] as const) {
            eachPosition(
              spec,
              slice,
              (p) => {
                if (there === 'moves' && game.ended(p) !== undefined) return;
                const from = p.key();
                neighbours(game, p, there, () => {
                  let found = 0;
                  neighbours(game, p, back, () => {
                    if (p.key() === from) found++;
                  });
                  expect(found).toBe(1);
                });
              },
              150,
            );
          }
        }
      });
    }
  });
}

/** Calls `visit` while `p` is, one after the other, each legal position of the same material one step away, not ended if it comes before. */
function neighbours(game: Game, p: Position, direction: 'moves' | 'unmoves', visit: () => void): void {
  const steps = new Int32Array(game.maxMoves);
  const n = direction === 'moves' ? game.moves(p, steps) : game.unmoves!(p, steps);
  const { signature, time } = p;
  for (const step of steps.subarray(0, n)) {
    if (direction === 'moves') game.play(p, step);
    else game.unplay!(p, step);
    const possible = direction === 'moves' || game.ended(p) === undefined;
    if (p.signature === signature && possible && (!game.legal || game.legal(p))) visit();
    p.rewind(time);
  }
}
