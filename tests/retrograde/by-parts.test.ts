/** Slices that do not fit into memory: the same values as in memory, and the same when it is killed at any moment and goes on. */

import { describe, expect, test } from 'vitest';
import { gameOf } from '../../games/index.ts';
import { EndgameError } from '../../src/game/errors.ts';
import { toArray, type Values } from '../../src/game/values.ts';
import type { Scratch } from '../../src/engine/index.ts';
import { ByParts } from '../../src/retrograde/by-parts.ts';
import { SliceValues } from '../../src/values/index.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';

/** Files in memory. After `lives` calls that change something it fails, as if the process had been killed. */
class MemoryScratch implements Scratch {
  readonly files = new Map<string, Uint8Array>();
  lives = Number.POSITIVE_INFINITY;
  written = 0;

  list(): string[] {
    return [...this.files.keys()];
  }

  read(name: string, at: number, out: Uint8Array): void {
    const file = this.files.get(name);
    if (file === undefined || at + out.length > file.length)
      throw new EndgameError('E_FILE', `no ${name} at ${at}`, '');
    out.set(file.subarray(at, at + out.length));
  }

  write(name: string, pieces: readonly Uint8Array[]): void {
    this.#live();
    this.written++;
    this.files.set(name, new Uint8Array(Buffer.concat(pieces)));
  }

  remove(name: string): void {
    this.#live();
    this.files.delete(name);
  }

  #live(): void {
    if (this.lives-- <= 0) throw new Error('killed');
  }
}

/** What solving a slice by parts takes, and its values in memory. */
async function problemOf(id: string, table?: string) {
  const game = gameOf(id);
  const specialization = specialize(game);
  const values = new SliceValues(specialization, { memory: 2e9, engine: 'generic' });
  const tables = table === undefined ? specialization.defaultTables() : [table];
  const all = tables.flatMap((each) => specialization.slicesOf(each));
  const slice = all.reduce((a, b) => (specialization.space(b).size > specialization.space(a).size ? b : a));
  const expected = toArray(await values.get(slice));
  const below = new Map<Slice, Values>();
  for (const lower of specialization.below(slice)) below.set(lower, await values.get(lower));
  const space = specialization.space(slice);
  const solver = (scratch: Scratch): ByParts =>
    new ByParts(
      game,
      space,
      (p) => {
        const lower = specialization.sliceOf(p.signature);
        return below.get(lower)?.at(specialization.space(lower).rank(p)) as ReturnType<typeof game.ended>;
      },
      scratch,
      0,
      Math.ceil(space.size / 7),
    );
  return { expected, solver };
}

function finish(engine: ByParts): Values {
  const steps = engine.run();
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

describe.each([
  ['moves stay within the slice', 'three-mens-morris', undefined],
  ['every move leaves the slice', 'connect-four-4x4', undefined],
  ['drops and promotions', 'dobutsu-shogi', 'GLvLC'],
  ['men of one side alone', 'hare-and-hounds', undefined],
  ['scores, and passes within a slice', 'othello-4x4', undefined],
] as const)('%s: %s', (_, id, table) => {
  test('the values are those of the analysis in memory', async () => {
    const { expected, solver } = await problemOf(id, table);
    const scratch = new MemoryScratch();
    const engine = solver(scratch);
    const values = finish(engine);
    expect(Buffer.compare(Buffer.from(toArray(values).buffer), Buffer.from(expected.buffer))).toBe(0);
    for (let i = 0; i < expected.length; i += 997) expect(values.at(i)).toBe(expected[i]);
    expect(engine.effort.positions).toBeGreaterThan(0);
  });
});

test('without unmoves, moves within the slice are refused', async () => {
  const { solver } = await problemOf('kalah-3-6', '6');
  expect(() => finish(solver(new MemoryScratch()))).toThrow('needs unmoves');
});

test('killed at every write and deletion, it goes on and gives the same', async () => {
  const { expected, solver } = await problemOf('hare-and-hounds');
  const scratch = new MemoryScratch();
  let kills = 0;
  for (;;) {
    scratch.lives = 1 + (kills % 25);
    try {
      const values = finish(solver(scratch));
      expect(Buffer.compare(Buffer.from(toArray(values).buffer), Buffer.from(expected.buffer))).toBe(0);
      break;
    } catch (error) {
      expect((error as Error).message).toBe('killed');
      kills++;
      expect(kills).toBeLessThan(5000);
    }
  }
  expect(kills).toBeGreaterThan(30);
});
