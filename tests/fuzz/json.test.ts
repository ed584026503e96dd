/** JSON files of any contents: what is read can be worked with, and anything else is refused by name in one line. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chess, connectFour5x5 } from '../../games/index.ts';
import { EndgameError, type ErrorCode } from '../../src/game/index.ts';
import { oneLine } from '../../src/game/one-line.ts';
import { uniformProfile } from '../../src/plan/build.ts';
import { formatCosts, parseCosts } from '../../src/plan/costs.ts';
import { formatPlan, parsePlan, wantedBy } from '../../src/plan/plan.ts';
import { planFor } from '../../src/plan/planner.ts';
import { formatProfile, parseProfile } from '../../src/plan/profile.ts';
import { openSolver } from '../../src/solve/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { MemoryFiles, TableStore } from '../../src/table/index.ts';
import { mutatedBytes, mutatedJson } from '../support/mutations.ts';
import { strength } from '../support/strength.ts';
import { bytesOf, input, slice } from '../table/support.ts';

const read = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../tables/${name}`, import.meta.url)), 'utf8');
const COSTS = read('costs/connect-four-5x5-dtm.json');
const PROFILE = read('profiles/connect-four-5x5-random.json');
const costs = parseCosts(COSTS, 'costs');
/** Eight tables, which are planned in a few milliseconds. */
const FEW = formatCosts({ ...costs, tables: costs.tables.slice(0, 8) });
const profile = parseProfile(PROFILE, 'profile');

/** Works with mutated texts; fails at any other error than one of the codes. Returns how many were refused. */
async function tryAll(
  seed: number,
  sound: string,
  rounds: number,
  codes: readonly ErrorCode[],
  work: (text: string) => Promise<void> | void,
): Promise<number> {
  const random = new Random(seed);
  let refused = 0;
  for (let round = 0; round < rounds; round++) {
    const text = round % 8 === 0 ? cut(random, sound) : mutatedJson(random, sound);
    try {
      await work(text);
    } catch (error) {
      const isExpected = error instanceof EndgameError && codes.includes(error.code);
      if (!isExpected || error.message !== oneLine(error.message))
        throw new Error(`round ${round}: ${text.slice(0, 3000)}`, { cause: error });
      refused++;
    }
  }
  return refused;
}

/** Damages the text as bytes. */
function cut(random: Random, text: string): string {
  return new TextDecoder().decode(mutatedBytes(random, new TextEncoder().encode(text)));
}

test('costs: a plan whose bound holds, or a refusal', async () => {
  const aim = { budget: 3e6 };
  const refused = await tryAll(8, FEW, strength(50, 5000), ['E_USAGE', 'E_BUDGET'], async (text) => {
    const changed = parseCosts(text, 'costs');
    const plan = await planFor(changed, uniformProfile(changed), aim);
    if (!(plan.bound <= plan.value && plan.bytes + plan.decoderBytes <= aim.budget + 1))
      throw new Error('no such plan');
    const written = formatPlan(plan);
    if (formatPlan(parsePlan(written, 'plan')) !== written) throw new Error('written otherwise');
  });
  expect(refused).toBeGreaterThan(0);
});

test('profiles: they add up and are written the same again, or a refusal', async () => {
  const refused = await tryAll(9, PROFILE, strength(25, 3000), ['E_USAGE', 'E_BUDGET'], async (text) => {
    const changed = parseProfile(text, 'profile');
    const written = formatProfile(changed);
    if (formatProfile(parseProfile(written, 'profile')) !== written) throw new Error('written otherwise');
    await planFor(costs, changed, { price: 1e-9 }, { method: 'greedy' });
  });
  expect(refused).toBeGreaterThan(0);
});

test('plans: a solver that answers, or a refusal', async () => {
  const sound = formatPlan(await planFor(costs, profile, { budget: 3e6 }));
  const codes: ErrorCode[] = ['E_USAGE', 'E_TABLE_MISSING', 'E_BUDGET', 'E_TABLE_UNKNOWN'];
  const refused = await tryAll(10, sound, strength(100, 8000), codes, async (text) => {
    const plan = parsePlan(text, 'plan');
    wantedBy(plan, 'outcome');
    const solver = await openSolver({ game: connectFour5x5, plan: { ...plan, kept: [] } });
    solver.close();
    await openSolver({ game: connectFour5x5, plan, store: new TableStore(new MemoryFiles()) });
  });
  expect(refused).toBeGreaterThan(0);
});

test('manifests: the same tables, and each can be read or is refused', async () => {
  const files = ['KQvK', 'KRvK', 'KvK'].map(
    (table) => [`chess.${table}.egt`, bytesOf(input([slice('all', 1, 2)], { table, rules: chess.version }))] as const,
  );
  const right = new TableStore(new MemoryFiles(files)).list();
  const manifest = JSON.stringify({ format: 1, tables: right });
  // Whoever edits the rules of an entry loses its table, and is told.
  await tryAll(11, manifest, strength(200, 10_000), ['E_TABLE_FOREIGN'], (text) => {
    const store = new TableStore(new MemoryFiles([...files, ['manifest.json', new TextEncoder().encode(text)]]));
    if (
      store
        .list()
        .map(({ file }) => file)
        .join() !== right.map(({ file }) => file).join()
    )
      throw new Error('tables');
    if (store.problems().length > 0) throw store.problems()[0];
    for (const { table } of right) store.table('chess', chess.version, table).check();
  });
  expect(right).toHaveLength(3);
});
