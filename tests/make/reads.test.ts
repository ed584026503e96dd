/** What a probe reads where cells depend on exits: the estimate against the count at every index. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { hexapawn44 } from '../../games/hexapawn.ts';
import type { Game } from '../../src/game/index.ts';
import { DRAW, win } from '../../src/game/value.ts';
import { PlainValues } from '../../src/game/values.ts';
import { dontCaresOf } from '../../src/make/dont-cares.ts';
import { estimateReads } from '../../src/make/reads.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';

/** Some number of reads that tells slices apart. */
const readsOf = ({ name }: Slice): number => 1 + name.length / 4;

const classes: readonly (readonly [Game, string])[] = [
  [chess, 'KRvK'],
  [chess, 'KPvK'],
  [hexapawn44, 'all'],
];

for (const [game, name] of classes) {
  test(`${game.id} ${name}: the estimate is within three in a hundred of the count`, async () => {
    const specialization = specialize(game);
    // The last of several is the largest.
    const slice = specialization.slicesOf(name).at(-1)!;
    // Counting asks for no more than that no move is worth more than its position.
    const values = new PlainValues(new Int16Array(specialization.space(slice).size).fill(win(0)));
    const { targets, positions } = await dontCaresOf(specialization, slice, values, game.domain, () => DRAW);
    let read = 0;
    for (const [target, count] of targets) read += count * readsOf(target);
    expect(read).toBeGreaterThan(0);
    const estimate = estimateReads(specialization, slice, readsOf);
    expect(Math.abs(estimate - 1 - read / positions)).toBeLessThan((0.03 * read) / positions);
  });
}
