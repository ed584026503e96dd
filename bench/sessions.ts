/**
 * `npm run bench:sessions -- chess --pgn FILE --men 5 | --file FILE [--plan FILE] [--dir TABLES] [--memory BYTES]
 * [--policy lru|greedy-dual] [--every N] [--truth TABLES] [--slow SECONDS] [--deadline SECONDS] [--keep DIR --kept BYTES]`: recorded games asked move by move in one
 * process, as a site would ask. Prints times of answers, evictions and the peak of memory. Reading a PGN takes memory
 * itself, so `--list` prints the positions as a file for `--file`: one per line, games apart by an empty line. With
 * `--truth`, answers are compared with the tables of that directory. `--row TEXT` prints the line of a table in Markdown first.
 * `--table` prints the whole table: questions of chess with the tables that come along, with plans of 20 and 8 MB of them, and with
 * nothing, each in a process of its own; `--questions N` takes whole games with so many questions, evenly spread.
 */

import './one-line.ts';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSessions } from '../src/review/chess-sessions.ts';
import { gameOf } from '../games/index.ts';
import { readCosts, storedOnly } from '../src/plan/costs.ts';
import { planFor } from '../src/plan/planner.ts';
import { readProfile } from '../src/plan/profile.ts';
import { writePlan } from '../src/plan/plan.ts';
import { formatBytes, formatSeconds } from '../src/text/format.ts';
import { EndgameError, exceedsMemory, METRICS } from '../src/game/index.ts';
import { POLICIES } from '../src/values/index.ts';
import { defaultMemory, openSolver, Solver } from '../src/solve/index.ts';
import { specialize } from '../src/specialize/index.ts';
import { KeptDirectory, TableStore } from '../src/table/index.ts';
import { inCheckout, randomSessions, type Sessions } from './questions.ts';
import { Times } from './times.ts';
import { valueOf } from './answer-value.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pgn: { type: 'string' },
    file: { type: 'string' },
    list: { type: 'boolean', default: false },
    men: { type: 'string', default: '5' },
    tables: { type: 'string' },
    questions: { type: 'string' },
    plan: { type: 'string' },
    dir: { type: 'string' },
    metric: { type: 'string', default: 'wdl' },
    memory: { type: 'string', default: String(defaultMemory()) },
    policy: { type: 'string', default: 'greedy-dual' },
    every: { type: 'string', default: '1' },
    truth: { type: 'string' },
    engine: { type: 'string' },
    slow: { type: 'string', default: '3' },
    deadline: { type: 'string' },
    keep: { type: 'string' },
    kept: { type: 'string', default: '50000000' },
    row: { type: 'string' },
    table: { type: 'boolean', default: false },
  },
});
const [id = 'chess'] = positionals;
const game = gameOf(id);
const policy = POLICIES.find((each) => each === flags.policy);
if (policy === undefined) throw new Error(`no policy ${flags.policy}`);
const metric = METRICS.find((each) => each === flags.metric);
if (metric === undefined) throw new Error(`no metric ${flags.metric}`);
const all = await sessionsOf();
const sessions = all.filter((_, i) => i % Number(flags.every) === 0);
if (flags.list) {
  console.log(sessions.map((session) => session.join('\n')).join('\n\n'));
  process.exit(0);
}
if (flags.table) {
  await printTable(sessions);
  process.exit(0);
}
const engine = flags.engine === 'generic' ? 'generic' : undefined;
const solver = await openSolver({
  game,
  plan: flags.plan,
  store: flags.dir,
  memory: Number(flags.memory),
  metric,
  policy,
  engine,
  keep: flags.keep === undefined ? undefined : new KeptDirectory({ directory: flags.keep, bytes: Number(flags.kept) }),
});
const truth =
  flags.truth === undefined
    ? undefined
    : new Solver({ game, solver: 'lookup', pack: TableStore.open(flags.truth), metric });
const times = new Times();
/** Seconds above which a question is printed at once. */
const slow = Number(flags.slow);
if (!(slow > 0)) throw new Error(`no seconds "${flags.slow}"`);
let slower = 0;
const byTable = new Map<string, Times>();
const methods = new Map<string, number>();
const deadline = flags.deadline === undefined ? undefined : 1000 * Number(flags.deadline);
/** Questions that were answered by bounds at the deadline. */
let bounded = 0;
let compared = 0;
let failed = 0;
const began = performance.now();
for (const [i, session] of sessions.entries()) {
  for (const text of session) {
    const start = process.cpuUsage();
    try {
      const answer = await solver.query(text, deadline === undefined ? {} : { deadline });
      const { provenance } = answer;
      if (!answer.exact) bounded++;
      const took = times.add(start);
      const how = provenance.method ?? provenance.source;
      methods.set(how, (methods.get(how) ?? 0) + 1);
      const own = byTable.get(provenance.table) ?? new Times();
      byTable.set(provenance.table, own);
      own.push(took);
      if (took > slow) {
        slower++;
        console.error(`${formatSeconds(took)} ${how} ${provenance.table} ${text}, question ${times.count}`);
      }
      if (truth !== undefined && answer.exact) compared += await check(truth, text, valueOf(answer));
    } catch (error) {
      if (!exceedsMemory(error)) throw error;
      failed++;
      times.add(start);
    }
  }
  if (i % 100 === 0 && process.stderr.isTTY) process.stderr.write(`\r${i} of ${sessions.length} games `);
}
if (flags.row !== undefined) {
  const [median, p99, worst] = [0.5, 0.99, 1].map((q) => formatSeconds(times.quantile(q)));
  const peak = formatBytes(process.resourceUsage().maxRSS * 1024);
  console.log(`| ${flags.row} | ${formatSeconds(times.mean)} | ${median} | ${p99} | ${worst} | ${failed} | ${peak} |`);
}
console.log(
  `${id}: ${sessions.length} games, ${times.count} questions, ${metric}, memory ${formatBytes(Number(flags.memory))}, ${policy}`,
);
console.log(
  `CPU per question: mean ${formatSeconds(times.mean)}, median ${formatSeconds(times.quantile(0.5))}, p90 ${formatSeconds(times.quantile(0.9))}, p99 ${formatSeconds(times.quantile(0.99))}, max ${formatSeconds(times.quantile(1))}; ${formatSeconds(times.total)} in all, ${formatSeconds((performance.now() - began) / 1000)} by the clock; ${slower} took more than ${formatSeconds(slow)}`,
);
console.log(
  `answered by ${[...methods].map(([how, n]) => `${how} ${n}`).join(', ')}; ${failed} refused for memory${deadline === undefined ? '' : `, ${bounded} with bounds at the deadline`}`,
);
console.log(
  `${solver.evicted} slices evicted; peak of the process ${formatBytes(process.resourceUsage().maxRSS * 1024)}; ${compared} answers compared with tables, all equal`,
);
const dear = [...byTable].sort(([, a], [, b]) => b.total - a.total).slice(0, 12);
for (const [table, each] of dear)
  console.log(
    `  ${table}: ${each.count} questions, ${formatSeconds(each.total)}, slowest ${formatSeconds(each.quantile(1))}`,
  );
solver.close();

async function sessionsOf(): Promise<Sessions> {
  if (flags.file !== undefined) {
    const games = readFileSync(flags.file, 'utf8').trim().split(/\n\n+/);
    return games.map((session) => session.split('\n'));
  }
  if (flags.pgn !== undefined) return readSessions(flags.pgn, Number(flags.men));
  const specialization = specialize(game);
  const tables = flags.tables?.split(',') ?? specialization.defaultTables();
  return randomSessions(specialization, new Set(tables), Number(flags.questions ?? 10_000), 2);
}

/** Prints the table of what is kept against what answers take. */
async function printTable(games: Sessions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'endgame-sessions-'));
  const outcomes = inCheckout('tables/outcomes');
  const costs = storedOnly(await readCosts(inCheckout('tables/costs/chess-wdl.json')))!;
  const profile = await readProfile(inCheckout('tables/profiles/chess-masters.json'));
  const men = (name: string): number | undefined => specialize(game).menIn(name);
  try {
    // Reading recorded games takes memory, which would count as the solver's.
    const file = join(folder, 'questions.txt');
    const asked = some(games, Number(flags.questions ?? Number.POSITIVE_INFINITY));
    writeFileSync(file, asked.map((session) => session.join('\n')).join('\n\n'));
    console.log(
      `${asked.flat().length} questions of ${asked.length} games, ${metric}, memory ${formatBytes(Number(flags.memory))}; CPU a question\n`,
    );
    console.log('| kept | mean | median | p99 | worst | refused | peak memory |');
    console.log('|---|---:|---:|---:|---:|---:|---:|');
    const row = (name: string, ...kept: string[]): void => {
      const own = [
        '--file',
        file,
        '--row',
        name,
        '--memory',
        flags.memory,
        '--metric',
        flags.metric,
        '--slow',
        'Infinity',
      ];
      const printed = execFileSync(process.execPath, [process.argv[1], id, ...own, ...kept], { encoding: 'utf8' });
      console.log(printed.split('\n').find((line) => line.startsWith('|')));
    };
    const bytes = TableStore.open(outcomes)
      .list(game.id, metric)
      .reduce((sum, each) => sum + each.bytes, 0);
    row(`all that comes along, ${formatBytes(bytes)}`, '--dir', outcomes);
    for (const budget of [20e6, 8e6]) {
      const plan = await planFor(costs, profile, { budget }, { men });
      const path = join(folder, `${budget}.json`);
      writePlan(path, plan);
      row(`${formatBytes(budget)}: ${plan.kept.length} tables`, '--dir', outcomes, '--plan', path);
    }
    row('nothing');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns whole sessions, evenly spread, that have about so many questions. */
function some(games: Sessions, questions: number): Sessions {
  const step = Math.max(1, games.flat().length / questions);
  return Array.from({ length: Math.round(games.length / step) }, (_, i) => games[Math.floor(i * step)]);
}

/** Returns 1 if a table was there to compare with, else 0. */
async function check(truth: Solver, text: string, value: number): Promise<number> {
  try {
    const right = valueOf(await truth.query(text));
    if (right !== value) throw new Error(`${text}: ${value}, the tables say ${right}`);
    return 1;
  } catch (error) {
    if (error instanceof EndgameError && error.code === 'E_TABLE_MISSING') return 0;
    throw error;
  }
}
