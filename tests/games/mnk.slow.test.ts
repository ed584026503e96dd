import { expect, test } from 'vitest';
import { mnk443, mnk444 } from '../../games/mnk.ts';
import { OUTCOME } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { census, valueOfStart } from '../support/census.ts';
import { conformance } from '../support/conformance.ts';
import { reached, total } from '../support/reached.ts';

for (const [game, step] of [
  [mnk443, 4],
  [mnk444, 5],
] as const) {
  const spec = specialize(game);
  conformance(game, spec, () => spec.slicesOf('all').filter((_, i) => i % step === 0));
}

test('won and ended positions of the 4,4,4-game by ply are as published', async () => {
  // Á. Ibeas, OEIS A317573 (x wins), A317574 (o wins), A317576 (ended), fourth rows: positions up to rotation and
  // reflection after 0 to 16 plays, those in which the game has ended included.
  const { x, o, ended } = await census(mnk444);
  expect(x).toEqual([0, 0, 0, 0, 0, 0, 1100, 280, 26771, 11535, 91567, 36362, 78138, 26146, 12900, 3774, 0]);
  expect(o).toEqual([0, 0, 0, 0, 0, 0, 0, 2476, 642, 31841, 11251, 66364, 21718, 29258, 8496, 1335, 371]);
  expect(ended).toEqual([0, 0, 0, 0, 0, 0, 0, 280, 642, 4942, 6770, 20286, 16042, 20998, 7970, 3774, 1059]);
});

test('so many positions can be reached as others have counted, and legal is reachable', async () => {
  // The counts that accompany the program tictactoe_symmetry.py (GitHub); 9,722,011 was found by others too.
  for (const [game, positions, orbits] of [
    [mnk443, 6_036_001, 756_387],
    [mnk444, 9_722_011, 1_217_977],
  ] as const) {
    expect(total(reached(specialize(game)))).toEqual({ positions, orbits });
    expect((await census(game)).positions).toBe(orbits);
  }
});

test('the values of the empty boards are the published ones', async () => {
  // J. W. H. M. Uiterwijk and H. J. van den Herik, "The advantage of the initiative", Information Sciences 122 (2000).
  expect(OUTCOME.outcome(await valueOfStart(mnk443))).toBe('win');
  expect(OUTCOME.outcome(await valueOfStart(mnk444))).toBe('draw');
});
