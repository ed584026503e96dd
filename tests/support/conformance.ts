/**
 * The checks of `endgame check` as tests: properties of every game and every slice, whatever its rules. Small slices
 * are checked index by index, large ones on a sample.
 */

import { describe, expect, test } from 'vitest';
import {
  checkPositions,
  eachPosition as eachOf,
  FindingList,
  POSITION_CHECKS,
  SLICE_CHECKS,
} from '../../src/check/index.ts';
import type { Game, Position } from '../../src/game/index.ts';
import type { Slice, Specialization } from '../../src/specialize/index.ts';

const SAMPLE = 3_000;

/**
 * Calls `visit` with legal positions of a slice and their indices: all of them if there are few, else a seeded sample.
 */
export function eachPosition(
  spec: Specialization,
  slice: Slice,
  visit: (p: Position, index: number) => void,
  sample: number = SAMPLE,
): number {
  return eachOf(spec, slice, sample, (p, index) => {
    visit(p, index);
  });
}

export function conformance(game: Game, spec: Specialization, slices: () => readonly Slice[]): void {
  const concerned = POSITION_CHECKS.filter(({ concerns }) => concerns === undefined || concerns(game));
  describe(`${game.id} conforms`, () => {
    test.each(concerned.map((check) => ({ title: check.title, check })))('$title', ({ check }) => {
      const findings = new FindingList();
      let seen = 0;
      for (const slice of slices()) {
        seen += checkPositions(check, game, findings, (visit) => eachOf(spec, slice, check.sample, visit));
      }
      expect(findings.list).toEqual([]);
      expect(seen).toBeGreaterThan(0);
    });

    test.each(SLICE_CHECKS.map((check) => ({ title: check.title, check })))('$title', ({ check }) => {
      const findings = new FindingList();
      for (const slice of slices()) {
        check.run(spec, slice, {
          sample: check.sample,
          say: (remark) => findings.add(check.name, remark),
          goesOn: () => true,
        });
      }
      expect(findings.list).toEqual([]);
    });
  });
}
