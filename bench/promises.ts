/**
 * `npm run bench:promises -- --pgn FILE [--costs FILE] [--dir TABLES] [--sessions N] [--budget BYTES ...] [--deadline SECONDS]
 * [--memory BYTES] [--games]`: what plans promise, and what games take then. Plans are made for every second game. Of the other games so
 * many are played, evenly spread over those that visit the same classes; everything computed is forgotten before each of
 * them, as the model of costs has it. A question that is not answered at its deadline counts with what it took until then.
 * `--games` prints each game too.
 */

import './one-line.ts';
import { parseArgs } from 'node:util';
import { gameOf } from '../games/index.ts';
import { withAssumed } from '../src/plan/assumed.ts';
import { build } from '../src/plan/build.ts';
import { readCosts, storedOnly } from '../src/plan/costs.ts';
import { choiceSeconds } from '../src/plan/instance.ts';
import type { Plan } from '../src/plan/plan.ts';
import { planFor } from '../src/plan/planner.ts';
import { readSessions } from '../src/review/chess-sessions.ts';
import { openSolver } from '../src/solve/index.ts';
import { specialize } from '../src/specialize/index.ts';
import { TableStore } from '../src/table/index.ts';
import { formatBytes, formatSeconds } from '../src/text/format.ts';
import { TextTable } from '../src/text/text-table.ts';
import { inCheckout, profileOf, type Sessions, visitsOf } from './questions.ts';
import { Times } from './times.ts';

const MEN = 5;

const { values: flags } = parseArgs({
  options: {
    pgn: { type: 'string' },
    costs: { type: 'string', default: inCheckout('tables/costs/chess-wdl.json') },
    dir: { type: 'string', default: inCheckout('tables/outcomes') },
    sessions: { type: 'string', default: '30' },
    budget: { type: 'string', multiple: true, default: ['0', '1e6', '2e6', '4e6', '8e6', '16e6', '32e6', '64e6'] },
    deadline: { type: 'string', default: '60' },
    games: { type: 'boolean', default: false },
    memory: { type: 'string', default: '1e9' },
  },
});
if (flags.pgn === undefined) throw new Error('usage: promises --pgn FILE');
const game = gameOf('chess');
const specialization = specialize(game);
const costs = storedOnly(await readCosts(flags.costs));
if (costs === undefined) throw new Error(`${flags.costs} knows no files`);
const all = await readSessions(flags.pgn, MEN);
const trained = profileOf(
  specialization,
  all.filter((_, i) => i % 2 === 0),
  'every second game',
);
const asked = spread(
  all.filter((_, i) => i % 2 === 1),
  Number(flags.sessions),
);
const men = (name: string): number | undefined => specialization.menIn(name);
const profile = profileOf(specialization, asked, 'the games played');
const known = withAssumed(costs, profile, men);
const { instance } = build(known, profile);
interface Played {
  readonly times: Times;
  /** Questions without an exact answer at their deadline. */
  readonly late: number;
}
/** By choice of tables. */
const played = new Map<string, Played>();
const table = new TextTable({
  head: ['budget', 'kept', 'tables', 'promised', 'for these games', 'measured', 'ratio', 'p99', 'max', 'late'],
});
for (const budget of flags.budget.map(Number)) {
  const cells = await row(budget);
  table.push(cells);
  console.error(cells.join('  '));
}
console.log(table.toString());
console.log(
  `mean CPU seconds a question; ${profile.positions} questions of ${profile.games} games at each budget, memory ${formatBytes(Number(flags.memory))}, deadline ${flags.deadline} s; ratio: measured to promised for these games`,
);

async function row(budget: number): Promise<string[]> {
  const plan = await planFor(costs!, trained, { budget }, { men });
  const choice = choiceOf(plan);
  const { times, late } = played.get(choice.join()) ?? (await play(plan));
  played.set(choice.join(), { times, late });
  const promised = choiceSeconds(instance, choice);
  return [
    formatBytes(budget),
    formatBytes(plan.bytes + plan.decoderBytes),
    String(plan.kept.length),
    formatSeconds(plan.seconds),
    formatSeconds(promised),
    formatSeconds(times.mean),
    (times.mean / promised).toFixed(2),
    formatSeconds(times.quantile(0.99)),
    formatSeconds(times.quantile(1)),
    String(late),
  ];
}

/** Plays the games with the tables of a plan. */
async function play(plan: Plan): Promise<Played> {
  const solver = await openSolver({ game, plan, store: TableStore.open(flags.dir), memory: Number(flags.memory) });
  const times = new Times();
  let late = 0;
  for (const session of asked) {
    solver.forget();
    const before = times.total;
    for (const text of session) {
      const start = process.cpuUsage();
      const { exact } = await solver.query(text, { deadline: 1000 * Number(flags.deadline) });
      times.add(start);
      if (!exact) late++;
    }
    if (!flags.games) continue;
    const one = build(known, profileOf(specialization, [session], 'a game')).instance;
    const promised = formatSeconds(session.length * choiceSeconds(one, choiceOf(plan)));
    console.error(`  ${wayOf(session)}: ${promised} promised, ${formatSeconds(times.total - before)} measured`);
  }
  solver.close();
  return { times, late };
}

/** Returns the plan as the instance of the games played has it. */
function choiceOf({ kept }: Plan): Int32Array {
  const names = new Set(kept.map(({ table: name }) => name));
  return Int32Array.from(instance.tables, ({ name }) => (names.has(name) ? 0 : -1));
}

/** Returns so many of the sessions, evenly spread over their ways. */
function spread(sessions: Sessions, most: number): Sessions {
  const ways = sessions.map((session) => ({
    session,
    way: wayOf(session),
  }));
  ways.sort((a, b) => (a.way < b.way ? -1 : a.way > b.way ? 1 : 0));
  const count = Math.min(most, ways.length);
  return Array.from({ length: count }, (_, i) => ways[Math.floor(((i + 0.5) * ways.length) / count)].session);
}

/** Returns the tables that a session visits, in their order. */
function wayOf(session: readonly string[]): string {
  return [...visitsOf(specialization, session).keys()].join(' ');
}
