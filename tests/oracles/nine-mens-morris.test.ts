import { expect, test } from 'vitest';
import { laskerMorris } from '../../games/lasker-morris.ts';
import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { OUTCOME, Position, type Value } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { haveShared, oraclePath, readOracle } from '../support/oracles.ts';

// Without men in hand Lasker morris has the rules of nine men's morris.
test.each([nineMensMorris, laskerMorris])(
  '$id 3-3: value and plies of every position of the Malom database',
  async (game) => {
    const path = oraclePath('oracles', 'nine-mens-morris', 'malom-std-3-3.csv.gz')!;
    const rows = readOracle(path).trim().split('\n').slice(1);
    const spec = specialize(game);
    const slice = spec.slicesOf('3-3')[0];
    const space = spec.space(slice);
    const values = await new SliceValues(spec, { memory: 1e9 }).get(slice);
    const p = new Position(game.schema);
    const seen = new Set<number>();
    let wrong = 0;
    for (const row of rows) {
      const [mover, other, wdl, plies] = row.split(',').map(Number) as [number, number, number, number];
      p.clear();
      for (let cell = 0; cell < 24; cell++) {
        if (mover & (1 << cell)) p.set(cell, 1);
        if (other & (1 << cell)) p.set(cell, 2);
      }
      p.forget();
      const index = space.rank(p);
      seen.add(index);
      const value = values.at(index) as Value;
      if (Math.sign(value) !== wdl || OUTCOME.plies(value) !== (wdl === 0 ? 0 : plies)) wrong++;
    }
    expect(wrong).toBe(0);
    // Every row is an orbit of its own.
    expect(seen.size).toBe(rows.length);
    if (haveShared) expect(rows).toHaveLength(169_626);
  },
);
