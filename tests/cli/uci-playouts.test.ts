/** Won positions are won, whatever the clock and the defence. */

import { afterAll, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Searcher } from '../../src/cli/uci/searcher.ts';
import { Solver } from '../../src/solve/index.ts';
import { shippedOutcomes } from '../../src/table/index.ts';
import { haveShared } from '../support/oracles.ts';
import { strength } from '../support/strength.ts';
import { AIMS, playOut, wonOf, wonOfFour } from './uci-playout.ts';

const engine = new Searcher({ memory: 1_250_000_000, threads: 1, syzygyPath: '', tablePath: '' });
const defender = new Solver({ game: chess, store: shippedOutcomes({}), memory: 1_000_000_000 });
afterAll(() => {
  engine.close();
  defender.close();
});

/** Classes that are solved in no time. */
const QUICK = new Set(['KQvK', 'KRvK', 'KPvK']);

/** Parts of the sample: each is a test of its own, so that a run that was cut goes on with `-t "part 4 of 20"`. */
const PARTS = strength(1, 20);

const sample = [
  ...wonOfFour(strength(30, 940), (table) => strength(QUICK.has(table), true)),
  ...wonOf('KBNvK', strength(5, 20)),
  ...wonOf('KQvKR', strength(5, 20)),
  ...wonOf('KRPvKR', strength(0, 10)),
  ...wonOf('KBPvKB', strength(0, 10)),
];

test.each(Array.from({ length: PARTS }, (_, i) => i + 1))(
  `won positions of three to five men are won against the best defence: part %i of ${PARTS}`,
  async (part) => {
    const spoilt: string[] = [];
    for (let i = part - 1; i < sample.length; i += PARTS) {
      const aim = AIMS[i % AIMS.length];
      const result = await playOut(engine, defender, sample[i], aim);
      if (result !== 'won') spoilt.push(`${sample[i].fen} against ${aim}: ${result}`);
    }
    expect(spoilt).toEqual([]);
  },
);

test('so many positions are played out', () => {
  expect(sample.length).toBe(strength(40, haveShared ? 1000 : sample.length));
});
