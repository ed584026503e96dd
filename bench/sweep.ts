/**
 * `npm run bench:sweep -- <game> --dir TABLES --costs FILE [--profile FILE] [--pgn FILE --men N]`: plans for a sweep of
 * budgets, executed. For every budget the planned store is made, a solver opens it, and random positions and those of
 * games are asked. Random games start at the initial position, or with `--inside` at a random position of the tables.
 * Every answer is compared with the full tables; the first that differs ends the run.
 */

import './one-line.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSessions } from '../src/review/chess-sessions.ts';
import { gameOf } from '../games/index.ts';
import { formatBytes, formatSeconds } from '../src/text/format.ts';
import { uniformProfile } from '../src/plan/build.ts';
import { type Costs, readCosts } from '../src/plan/costs.ts';
import { type Plan, wantedBy } from '../src/plan/plan.ts';
import { planFor } from '../src/plan/planner.ts';
import { readProfile } from '../src/plan/profile.ts';
import { openSolver, Solver } from '../src/solve/index.ts';
import { specialize, type Specialization } from '../src/specialize/index.ts';
import { TableStore } from '../src/table/index.ts';
import { packWanted } from '../src/make/index.ts';
import { TextTable } from '../src/text/text-table.ts';
import { randomPositions, randomSessions, type Sessions } from './questions.ts';
import { Times } from './times.ts';
import { valueOf } from './answer-value.ts';

const BUDGETS = [0, 3e3, 30e3, 300e3, 3e6, Number.MAX_SAFE_INTEGER];

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string' },
    costs: { type: 'string' },
    profile: { type: 'string' },
    pgn: { type: 'string' },
    inside: { type: 'boolean', default: false },
    men: { type: 'string', default: '4' },
    questions: { type: 'string', default: '10000' },
    sessions: { type: 'string', default: '20' },
    memory: { type: 'string', default: '512000000' },
  },
});

const [id] = positionals;
if (id === undefined || flags.dir === undefined || flags.costs === undefined) {
  throw new Error('usage: sweep <game> --dir TABLES --costs FILE [--profile FILE] [--pgn FILE --men N]');
}
const game = gameOf(id);
const specialization = specialize(game);
const full = TableStore.open(flags.dir);
const costs = await readCosts(flags.costs);
const profile = flags.profile === undefined ? uniformProfile(costs) : await readProfile(flags.profile);
const count = Number(flags.questions);
const tables = costs.tables.filter(({ options }) => options.length > 0).map(({ table }) => table);
const random = randomPositions(specialization, tables, count, 1);
const games =
  flags.pgn === undefined
    ? randomSessions(specialization, new Set(tables), count, 2, flags.inside)
    : taken(await readSessions(flags.pgn, Number(flags.men)), count);
const truth = new Solver({
  game,
  solver: 'lookup',
  pack: full,
  metric: costs.metric === 'wdl' ? 'wdl' : 'dtm',
});
const rows = new TextTable({
  head: ['budget', 'kept', 'tables', 'planned', 'cold game', 'random: mean', 'p99', 'games: mean', 'p50', 'p99', 'max'],
});
const directory = mkdtempSync(join(tmpdir(), 'endgame-sweep-'));
/** The stores of smaller budgets. */
const made: TableStore[] = [];
try {
  for (const budget of BUDGETS) {
    const cells = await row(costs, specialization, budget);
    rows.push(cells);
    console.error(cells.join('  '));
  }
} finally {
  rmSync(directory, { recursive: true });
}
console.log(rows.toString());
console.log(
  `${game.id}: ${random.length} random positions and ${games.flat().length} of ${games.length} games at each budget, all answers as the full tables have them`,
);
console.log(
  `CPU time per question; cold game: mean over ${flags.sessions} games, everything forgotten before each; the other columns in one process`,
);

async function row(costs: Costs, specialization: Specialization, budget: number): Promise<string[]> {
  const plan = await planFor(costs, profile, { budget });
  const store = await packed(plan, specialization, join(directory, String(budget)));
  const solver = await openSolver({ game, plan, store, memory: Number(flags.memory) });
  const cold = new Times();
  for (const session of spread(games, Number(flags.sessions))) {
    solver.forget();
    await ask(solver, session, cold);
  }
  const chance = new Times();
  await ask(solver, random, chance);
  const played = new Times();
  for (const session of games) await ask(solver, session, played);
  solver.close();
  return [
    budget === Number.MAX_SAFE_INTEGER ? 'all' : formatBytes(budget),
    formatBytes(plan.bytes + plan.decoderBytes),
    String(plan.kept.length),
    formatSeconds(plan.seconds),
    formatSeconds(cold.mean),
    formatSeconds(chance.mean),
    formatSeconds(chance.quantile(0.99)),
    formatSeconds(played.mean),
    formatSeconds(played.quantile(0.5)),
    formatSeconds(played.quantile(0.99)),
    formatSeconds(played.quantile(1)),
  ];
}

async function packed(plan: Plan, specialization: Specialization, directory: string): Promise<TableStore> {
  const store = TableStore.open(directory, { create: true });
  const wanted = wantedBy(plan, game.domain.name);
  // Copies tables that another budget has already encoded; `packWanted` checks whether the encoding is the same.
  for (const { table, encoding, bytes } of wanted) {
    const { metric } = encoding.representation;
    const from = made.find((pack) =>
      pack.list(game.id, metric).some((e) => e.table === table && e.codec === encoding.codec && e.bytes === bytes),
    );
    if (from !== undefined) store.take(from, game.id, game.version, table, metric);
  }
  await packWanted(specialization, wanted, full, store, {});
  made.push(store);
  return store;
}

async function ask(solver: Solver, texts: readonly string[], times: Times): Promise<void> {
  for (const text of texts) {
    const start = process.cpuUsage();
    const value = valueOf(await solver.query(text));
    times.add(start);
    const right = valueOf(await truth.query(text));
    if (value !== right) throw new Error(`${text}: ${value}, the tables say ${right}`);
  }
}

/** Returns the first sessions that have so many questions in all. */
function taken(sessions: Sessions, questions: number): Sessions {
  const some: (readonly string[])[] = [];
  for (let n = 0, s = 0; n < questions && s < sessions.length; n += sessions[s++].length) some.push(sessions[s]);
  return some;
}

/** Returns at most so many of the sessions, evenly spread. */
function spread(sessions: Sessions, most: number): Sessions {
  const step = Math.max(1, Math.floor(sessions.length / most));
  return sessions.filter((_, i) => i % step === 0).slice(0, most);
}
