/** Chess at the size of the claim: who answers outcomes of at most so many men, from the files of `tables/outcomes`. */

import { existsSync, readFileSync } from 'node:fs';
import { chess } from '../../../games/chess.ts';
import { Position } from '../../game/position.ts';
import { readCosts, storedOnly } from '../../plan/costs.ts';
import { planFor } from '../../plan/planner.ts';
import { readProfile } from '../../plan/profile.ts';
import { className } from '../../review/chess-class.ts';
import { Solver } from '../../solve/index.ts';
import { specialize } from '../../specialize/index.ts';
import { BlockCache } from '../../table/cache.ts';
import { TableStore } from '../../table/index.ts';
import { formatBytes } from '../../text/format.ts';
import { dataPath } from '../data-path.ts';
import { MOST_ASKED } from '../questions.ts';
import type { Role } from '../rule/panel.ts';
import { cpu } from '../stopwatch.ts';

/** The numbers of men that are measured. */
export const MEN = [3, 4, 5] as const;
export type MostMen = (typeof MEN)[number];

/** Bytes that a session may take for what it computes, and for parts of tables. */
const MEMORY = 1_000_000_000;
const CACHE = 64_000_000;

/** Bytes of tables for which plans are made, by men. */
export const BUDGETS: Readonly<Record<MostMen, readonly number[]>> = {
  3: [200, 500],
  4: [1_000, 3_000, 10_000, 25_000, 50_000],
  5: [100_000, 1_000_000, 3_000_000, 8_000_000, 20_000_000],
};

/** A contender at so many men. */
export interface MenContender {
  readonly name: string;
  readonly role: Role;
  /** Bytes of its tables. */
  readonly stored: number;
  /** Names of its tables. */
  readonly kept: readonly string[];
  /** Opens it with nothing in memory but the program. */
  readonly open: () => Solver;
}

/** Positions of one game, in FEN. */
export type MenSession = readonly string[];

/** Returns the number of men of a position in FEN. */
export function menInFen(fen: string): number {
  return fen.split(' ', 1)[0].replaceAll(/[^a-zA-Z]/g, '').length;
}

/** Returns what each game asks about positions of at most so many men, cut; games that ask nothing are left out. */
export function cutTo(sessions: readonly MenSession[], men: MostMen): MenSession[] {
  return sessions
    .map((session) => session.filter((fen) => menInFen(fen) <= men).slice(0, MOST_ASKED))
    .filter(({ length }) => length > 0);
}

/** Reads sessions: a position a line, games apart by an empty line. */
export function readMenSessions(path: string): MenSession[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split(/\n\n+/)
    .map((session) => session.split('\n'));
}

/** A plan made on games of masters: the trees that it keeps within a budget. */
export interface MenPlan {
  readonly men: MostMen;
  readonly budget: number;
  /** Bytes of its trees. */
  readonly bytes: number;
  readonly kept: readonly string[];
}

/** Path of the plans: making them takes minutes, so they are recorded. */
export const PLANS_PATH: string = dataPath('study', 'chess-plans.jsonl');

/** Returns the contenders whose seconds are measured: no table, all trees, and recorded plans between them. */
export function menContenders(men: MostMen): MenContender[] {
  const folder = dataPath('outcomes');
  const all = TableStore.open(folder)
    .list(chess.id, 'wdl')
    .filter(({ table }) => tableMen(table) <= men);
  const bytesOf = new Map(all.map(({ table, bytes }) => [table, bytes]));
  const store = (): TableStore => TableStore.open(folder, { cache: new BlockCache(CACHE) });
  const trees = (
    role: 'complete' | 'mixture',
    kept: readonly string[],
    name: (stored: number) => string,
  ): MenContender => {
    const stored = kept.reduce((sum, table) => sum + (bytesOf.get(table) ?? 0), 0);
    const solver = role === 'complete' ? 'lookup' : 'hybrid';
    const options = { game: chess, solver, metric: 'wdl', memory: MEMORY, only: new Set(kept) } as const;
    return { name: name(stored), role, stored, kept, open: () => new Solver({ ...options, store: store() }) };
  };
  const plans = readPlans().filter((plan) => plan.men === men);
  return [
    {
      name: 'computing, no table',
      role: 'compute',
      stored: 0,
      kept: [],
      open: () => new Solver({ game: chess, solver: 'compute', metric: 'wdl', memory: MEMORY }),
    },
    trees('complete', [...bytesOf.keys()], () => 'all trees'),
    ...plans.map(({ kept }) =>
      trees('mixture', kept, (stored) => `${kept.length} of ${all.length} trees, ${formatBytes(stored)}`),
    ),
  ];
}

/** Reads the plans; none if there is no file. */
export function readPlans(): MenPlan[] {
  if (!existsSync(PLANS_PATH)) return [];
  const lines = readFileSync(PLANS_PATH, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as MenPlan);
}

/** Makes the plans of the budgets, on games of masters by the costs of the files; those that differ. */
export async function makePlans(men: MostMen): Promise<MenPlan[]> {
  const costs = storedOnly(await readCosts(dataPath('costs', 'chess-wdl.json')))!;
  const profile = await readProfile(dataPath('profiles', 'chess-masters.json'));
  const tables = costs.tables.filter(({ table }) => tableMen(table) <= men);
  const plans = new Map<string, MenPlan>();
  for (const budget of BUDGETS[men]) {
    const plan = await planFor({ ...costs, tables }, profile, { budget }, { method: 'greedy', bounded: false });
    const kept = plan.kept.map(({ table }) => table);
    if (kept.length > 0 && kept.length < tables.length)
      plans.set(kept.join(), { men, budget, bytes: plan.bytes, kept });
  }
  return [...plans.values()];
}

const specialization = specialize(chess);

/** Returns the number of men of a class. */
export function tableMen(table: string): number {
  return specialization.menIn(table)!;
}

/** What a session took, and its answers: a letter for each, of the side to move. */
export interface MenAnswers {
  /** CPU seconds from opening to the last answer. */
  readonly seconds: number;
  readonly answers: string;
}

/** Asks a contender the questions of a session. */
export async function askSession({ open }: MenContender, session: MenSession): Promise<MenAnswers> {
  const start = cpu();
  const solver = open();
  try {
    let answers = '';
    for (const fen of session) answers += letterOf((await solver.query(fen)).outcome);
    return { seconds: cpu(start), answers };
  } finally {
    solver.close();
  }
}

function letterOf(outcome: string | undefined): string {
  if (outcome === undefined) throw new Error('an answer without an outcome');
  return outcome[0];
}

/** Returns the class of a position in FEN. */
export function classInFen(fen: string): string {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return className(p);
}
