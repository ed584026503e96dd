/**
 * The best choice as a mixed-integer linear program, for HiGHS (J. Hall and others, https://highs.dev).
 *
 *   x(t,o)    table t is kept by option o                       integer; one option at most
 *   d(k)      the program that reads option kind k is there      x(t,o) <= d(k)
 *   y(s,t)    session s computes table t                         given x, the rest is continuous: it is a least closed set,
 *   u(s,t,o)  session s unpacks table t                          whose constraints form a network, so its corners are whole
 *   q(s,t)    session s searches at table t                      0 or 1, relaxed
 *
 *   r(s,t)    answers in session s count on table t              given x, like y
 *
 *   t visited:              y(s,t) + q(s,t) + sum x(t,o) >= 1
 *   c computed, t below c:  y(s,t) + sum u(s,t,o) >= y(s,c),  u(s,t,o) <= x(t,o)
 *   t counted on:           y(s,t) + sum x(t,o) >= r(s,t);  below a leaning option o of c: r(s,t) >= r(s,c) + x(c,o) - 1
 *
 * An option is unpacked only where that takes less time than computing the table with everything at hand (`usable` in
 * instance.ts), so it is never better to compute what can be unpacked.
 */

import { EndgameError } from '../game/errors.ts';
import { type Highs, highs } from './highs.ts';
import { type Aim, type Choice, type Instance, nothingKept, objective, questionsOf, type Session } from './instance.ts';

export interface Optimum {
  readonly choice: Choice;
  /** Objective of the choice, and what no choice is better than. */
  readonly value: number;
  readonly bound: number;
}

export interface MilpOptions {
  /** Seconds after which the best choice found is taken; default 60. */
  readonly seconds?: number;
}

const TOLERANCE = 1e-7;

/** @throws EndgameError E_BUDGET if the solver finds no choice in time */
export async function planExactly(instance: Instance, aim: Aim, { seconds = 60 }: MilpOptions = {}): Promise<Optimum> {
  const solver = await highs();
  const program = new Program(instance, aim);
  const solution = solver.solve(program.text(true), {
    output_flag: false,
    time_limit: seconds,
    mip_rel_gap: 0,
    mip_abs_gap: 0,
  });
  const choice = nothingKept(instance);
  if (solution.Status !== 'Optimal' && solution.Status !== 'Time limit reached') {
    throw new EndgameError('E_BUDGET', `the planner found nothing: ${solution.Status}`, 'ask for a larger budget');
  }
  for (const [name, { table, option }] of program.kept) {
    const column = solution.Columns[name];
    if (column !== undefined && 'Primal' in column && Math.round(column.Primal ?? 0) === 1) choice[table] = option;
  }
  const value = objective(instance, choice, aim);
  const proven = solution.Status === 'Optimal' ? solution.ObjectiveValue * program.unit : relaxed(solver, program);
  return { choice, value, bound: Math.min(value, proven) };
}

/** Entries of the program's rows, about: what its time and memory depend on. */
export function sizeOf({ tables, sessions }: Instance): number {
  let size = 0;
  for (const { questions } of sessions) {
    const needed = new Set(questions.keys());
    for (const t of needed) {
      size += 2 + tables[t].options.length + 2 * tables[t].successors.length;
      for (const next of tables[t].successors) needed.add(next);
    }
  }
  return size;
}

/** What no choice is better than, by linear programming. */
export async function boundOf(instance: Instance, aim: Aim): Promise<number> {
  return relaxed(await highs(), new Program(instance, aim));
}

function relaxed(solver: Highs, program: Program): number {
  const solution = solver.solve(program.text(false), { output_flag: false });
  return solution.Status === 'Optimal' ? solution.ObjectiveValue * program.unit : 0;
}

class Program {
  /** Columns that say how a table is kept. */
  readonly kept = new Map<string, { readonly table: number; readonly option: number }>();
  /** Seconds a question are counted in units of this, so that the solver sees neither huge nor tiny numbers. */
  readonly unit: number;
  /** By column. The format would take the last of several terms of one column. */
  readonly #costs = new Map<string, number>();
  readonly #rows: string[] = [];
  readonly #instance: Instance;

  constructor(instance: Instance, aim: Aim) {
    this.#instance = instance;
    const { tables, decoders } = instance;
    const all = Math.max(1, questionsOf(instance));
    const worst = objective(instance, nothingKept(instance), { price: 0 });
    this.unit = (Number.isFinite(worst) ? Math.max(TOLERANCE, worst) : 1) / 1000;
    const megabytes: string[] = [];
    const charge = (name: string, bytes: number): void => {
      if (bytes === 0) return;
      if ('price' in aim) this.#cost(aim.price * bytes, name);
      else megabytes.push(`${number(bytes / 1e6)} ${name}`);
    };
    for (const [t, { options }] of tables.entries()) {
      options.forEach(({ bytes, decoder }, o) => {
        const name = `x${t}_${o}`;
        this.kept.set(name, { table: t, option: o });
        charge(name, bytes);
        if (decoder !== undefined && decoders.has(decoder)) {
          this.#rows.push(`d${[...decoders.keys()].indexOf(decoder)} - ${name} >= 0`);
        }
      });
      if (options.length > 1) this.#rows.push(`${options.map((_, o) => `x${t}_${o}`).join(' + ')} <= 1`);
    }
    [...decoders.values()].forEach((bytes, k) => charge(`d${k}`, bytes));
    // An empty row is not in the format.
    if ('budget' in aim && megabytes.length > 0)
      this.#rows.push(`${megabytes.join(' + ')} <= ${number(aim.budget / 1e6)}`);
    instance.sessions.forEach((session, s) => this.#session(session, s, all));
  }

  #session({ weight, questions }: Session, s: number, all: number): void {
    const { tables } = this.#instance;
    const share = weight / all;
    const needed = new Set(questions.keys());
    for (const t of needed) for (const next of tables[t].successors) needed.add(next);
    for (const [t, n] of questions) {
      const answers = Number.isFinite(tables[t].compute) ? [`y${s}_${t}`] : [];
      tables[t].options.forEach(({ probe }, o) => {
        answers.push(`x${t}_${o}`);
        this.#cost(share * n * probe, `x${t}_${o}`);
      });
      if (tables[t].search !== undefined) {
        answers.push(`q${s}_${t}`);
        this.#cost(share * n * tables[t].search, `q${s}_${t}`);
      }
      if (answers.length === 0) throw unanswerable(tables[t].name);
      this.#rows.push(`${answers.join(' + ')} >= 1`);
    }
    const unpacked = new Map<number, string[]>();
    for (const t of needed) {
      const names: string[] = [];
      if (Number.isFinite(tables[t].compute)) {
        this.#cost(share * tables[t].compute, `y${s}_${t}`);
        names.push(`y${s}_${t}`);
      }
      tables[t].options.forEach(({ unpack }, o) => {
        if (unpack === undefined) return;
        const name = `u${s}_${t}_${o}`;
        this.#cost(share * unpack, name);
        this.#rows.push(`x${t}_${o} - ${name} >= 0`);
        names.push(name);
      });
      unpacked.set(t, names);
    }
    this.#leaning(questions, s);
    for (const r of needed) {
      if (!Number.isFinite(tables[r].compute)) continue;
      for (const t of tables[r].successors) {
        const ways = unpacked.get(t)!.join(' + ');
        this.#rows.push(ways === '' ? `y${s}_${r} <= 0` : `${ways} - y${s}_${r} >= 0`);
      }
    }
  }

  /** What answers count on beside the tables asked. */
  #leaning(questions: ReadonlyMap<number, number>, s: number): void {
    const { tables } = this.#instance;
    const reached = new Set(questions.keys());
    for (const c of reached) {
      const below = tables[c].successors;
      tables[c].options.forEach(({ leans }, o) => {
        if (!leans) return;
        for (const t of below) {
          reached.add(t);
          this.#rows.push(
            questions.has(c) ? `r${s}_${t} - x${c}_${o} >= 0` : `r${s}_${t} - r${s}_${c} - x${c}_${o} >= -1`,
          );
        }
      });
    }
    for (const t of reached) {
      const ways = Number.isFinite(tables[t].compute) ? [`y${s}_${t}`] : [];
      tables[t].options.forEach((_, o) => ways.push(`x${t}_${o}`));
      this.#rows.push(ways.length === 0 ? `r${s}_${t} <= 0` : `${ways.join(' + ')} - r${s}_${t} >= 0`);
    }
  }

  #cost(seconds: number, name: string): void {
    if (seconds !== 0) this.#costs.set(name, (this.#costs.get(name) ?? 0) + seconds / this.unit);
  }

  /** In the CPLEX LP format. Columns are >= 0, and the rows keep the continuous ones at most 1. */
  text(whole: boolean): string {
    const names = [...this.kept.keys()];
    const terms = [...this.#costs].map(([name, cost]) => `${number(cost)} ${name}`);
    const costs = terms.length > 0 ? terms.join('\n + ') : `0 ${names[0] ?? 'none'}`;
    const rows = this.#rows.length > 0 ? this.#rows : [`${names[0] ?? 'none'} >= 0`];
    const bounds = names.map((name) => `${name} <= 1`).join('\n ');
    return `Minimize\n obj: ${costs}\nSubject To\n ${rows.map((row, i) => `r${i}: ${row}`).join('\n ')}\nBounds\n ${bounds}\n${
      whole && names.length > 0 ? `Binary\n ${names.join('\n ')}\n` : ''
    }End\n`;
  }
}

function unanswerable(table: string): EndgameError {
  return new EndgameError(
    'E_BUDGET',
    `nothing answers questions about ${table}`,
    'generate its table and measure again',
  );
}

function number(x: number): string {
  return x.toPrecision(15);
}
