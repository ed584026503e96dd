/**
 * `npm run bench:policies -- chess --costs FILE --pgn FILE --men N`: eviction policies on the classes that recorded
 * games visit, game after game, by the cost model. A class that is not cached is computed, with all missing classes
 * below. A cached class takes a quarter of a byte per index (outcomes). Prints the seconds of computing per question,
 * by memory.
 */

import './one-line.ts';
import { parseArgs } from 'node:util';
import { readSessions } from '../src/review/chess-sessions.ts';
import { gameOf } from '../games/index.ts';
import { formatBytes, formatSeconds } from '../src/text/format.ts';
import { Position } from '../src/game/index.ts';
import { readCosts } from '../src/plan/costs.ts';
import { TextTable } from '../src/text/text-table.ts';
import { CostAwareCache, POLICIES, type Policy } from '../src/values/index.ts';
import { specialize } from '../src/specialize/index.ts';

const { values: flags } = parseArgs({
  allowPositionals: true,
  options: {
    costs: { type: 'string' },
    pgn: { type: 'string' },
    men: { type: 'string', default: '4' },
    memory: { type: 'string', multiple: true, default: ['3e6', '1e7', '3e7', '1e8', '3e8', '1e9'] },
  },
});
if (flags.costs === undefined || flags.pgn === undefined) throw new Error('usage: policies --costs FILE --pgn FILE');
const game = gameOf('chess');
const specialization = specialize(game);
const costs = await readCosts(flags.costs);
const known = new Map(costs.tables.map((table) => [table.table, table]));
const bytes = new Map(
  costs.tables.map(({ table }) => {
    const size = specialization.slicesOf(table).reduce((sum, slice) => sum + specialization.space(slice).size, 0);
    return [table, size / 4];
  }),
);
const p = new Position(game.schema);
const visits: string[] = [];
let questions = 0;
for (const session of await readSessions(flags.pgn, Number(flags.men))) {
  for (const text of session) {
    game.parse(p, text);
    const table = specialization.tableOf(specialization.sliceOf(p.signature));
    if (!known.has(table)) continue;
    questions++;
    if (visits.at(-1) !== table) visits.push(table);
  }
}

const rows = new TextTable({
  head: [
    'memory',
    ...POLICIES.map((policy) => `${policy}: per question`),
    ...POLICIES.map((policy) => `${policy}: evicted`),
  ],
});
for (const text of flags.memory) {
  const runs = POLICIES.map((policy) => run(policy, Number(text)));
  rows.push([
    formatBytes(Number(text)),
    ...runs.map(({ seconds }) => formatSeconds(seconds / questions)),
    ...runs.map(({ evicted }) => evicted),
  ]);
}
console.log(rows.toString());
console.log(`${questions} questions about ${known.size} classes, ${visits.length} changes of class`);

function run(policy: Policy, memory: number): { seconds: number; evicted: number } {
  const kept = new CostAwareCache<string>(memory, policy);
  let seconds = 0;
  /** Returns the seconds to compute a class again, with what is missing below. */
  const again = (table: string): number => {
    const missing = new Set([table]);
    let sum = 0;
    for (const each of missing) {
      const { compute = 0, below } = known.get(each)!;
      sum += compute;
      for (const lower of below) if (!kept.has(lower)) missing.add(lower);
    }
    return sum;
  };
  const have = (table: string): void => {
    if (kept.get(table) !== undefined) return;
    const { compute = 0, below } = known.get(table)!;
    for (const lower of below) have(lower);
    seconds += compute;
    kept.set(table, table, bytes.get(table)!, () => again(table));
  };
  for (const table of visits) have(table);
  return { seconds, evicted: kept.evicted };
}
