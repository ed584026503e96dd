/**
 * The best choice as a mixed-integer linear program, for HiGHS (J. Hall and others, https://highs.dev).
 *
 *   x(t,o)    table t is stored by option o                 integer; one option at most
 *   d(k)      the program that reads option kind k is there  x(t,o) <= d(k)
 *   y(s,t)    session s computes table t                     given x, the rest is continuous: it is a least closed set,
 *   u(s,t,o)  session s unpacks table t                      whose constraints form a network, so its corners are whole
 *   q(s,t)    session s searches at table t                  0 or 1, relaxed
 *   m(R)      one of the tables R is computed
 *   n(t,v)    probes of table t depend on v, which is not stored
 *
 *   t visited:              y(s,t) + q(s,t) + sum x(t,o) >= 1
 *   c computed, t below c:  y(s,t) + sum u(s,t,o) >= y(s,c),  u(s,t,o) <= x(t,o)
 *   o of t depends on exits: n(t,v) + sum x(v,o) >= x(t,o)
 *
 * An option is unpacked only where that takes less time than computing the table from its successors (`usable` in
 * instance.ts), so it is never better to compute what can be unpacked.
 *
 * Where nothing below can be unpacked, what a session computes depends on the visited tables alone: table t is computed
 * iff one of R is, the visited tables that reach t. Then m(R) >= y(s,r) for each r of R stands for all y(s,t). Since
 * y(s,r) = 1 - sum x(r,o) is the same in all sessions unless r can be searched, sessions share their m(R): that gives a
 * hundred times fewer columns for the classes of chess.
 *
 * Where questions are computed one by one, no table is computed for another:
 *
 *   v(A,t)    a session computes t, and none of the visited tables A above it
 *   f(v,u)    t is computed, and u, which would feed it, is not stored
 *
 *   t visited:              y(t) + sum x(t,o) = 1,  v(A,t) + sum y(a) >= y(t),  f(v,u) + sum x(u,o) >= v(A,t)
 */

import { EndgameError } from '../game/errors.ts';
import { type Highs, highs, solveBy } from './highs.ts';
import {
  type Aim,
  type Choice,
  type Instance,
  nothingKept,
  objective,
  questionsOf,
  type PlannedSession,
  wholeCosts,
} from './instance.ts';

/** A choice with its value and a proof of how good it is. */
export interface Optimum {
  readonly choice: Choice;
  /**
   * Objective of the choice (`value`), and a value that no choice is better than (`bound`), in seconds per question.
   */
  readonly value: number;
  readonly bound: number;
}

/** How the exact program is solved. */
export interface MilpOptions {
  /** Seconds after which the best choice found is taken; default 60. */
  readonly seconds?: number;
}

/** Returns the seconds per question without any table; 1 if not everything can be computed. */
function worstOf(instance: Instance): number {
  const worst = objective(instance, nothingKept(instance), { price: 0 });
  return Number.isFinite(worst) ? Math.max(1e-12, worst) : 1;
}

/**
 * Finds the best choice. Its value is the best one up to a millionth of it, which is as exact as the solver's floating
 * point is.
 * @throws EndgameError E_BUDGET if the solver finds no choice in time
 */
export async function planExactly(instance: Instance, aim: Aim, { seconds = 60 }: MilpOptions = {}): Promise<Optimum> {
  const solver = await highs();
  const first = solve(solver, instance, aim, new Program(instance, aim), seconds);
  // The solver's tolerances are absolute. Far below the worst choice they hide the differences between the best
  // choices.
  if (first.value === 0 || first.value > worstOf(instance) / 30) return first;
  try {
    const again = solve(solver, instance, aim, new Program(instance, aim, first.value), seconds);
    const best = again.value < first.value ? again : first;
    return { ...best, bound: Math.min(best.value, again.bound) };
  } catch (error) {
    if (error instanceof EndgameError && error.code === 'E_BUDGET') return first; // the second run failed to improve the first
    throw error;
  }
}

/**
 * Solves one program.
 * @throws EndgameError E_BUDGET if the solver finds no choice in time
 */
function solve(solver: Highs, instance: Instance, aim: Aim, program: Program, seconds: number): Optimum {
  const options = { output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0 };
  const solution = solveBy(solver, program.text(true), options);
  const choice = nothingKept(instance);
  if (solution.Status !== 'Optimal' && solution.Status !== 'Time limit reached') {
    const why =
      solution.Status === 'Infeasible'
        ? 'some questions cannot be computed, and their tables do not fit the budget'
        : `the planner found nothing: ${solution.Status}`;
    throw new EndgameError('E_BUDGET', why, 'ask for a larger budget, or measure with more memory and time');
  }
  for (const [name, { table, option }] of program.kept) {
    const column = solution.Columns[name];
    if (column !== undefined && 'Primal' in column && Math.round(column.Primal ?? 0) === 1) choice[table] = option;
  }
  const value = objective(instance, choice, aim);
  const proven = solution.Status === 'Optimal' ? solution.ObjectiveValue * program.unit : relaxed(solver, program);
  return { choice, value, bound: Math.min(value, proven) };
}

/** Returns the number of entries of the program's rows, on which its time and memory depend. */
export function programSize(instance: Instance): number {
  return new Program(instance, { price: 0 }).entries;
}

/** Returns a value that no choice is better than, by linear programming. */
export async function boundOf(instance: Instance, aim: Aim): Promise<number> {
  return relaxed(await highs(), new Program(instance, aim));
}

function relaxed(solver: Highs, program: Program): number {
  const solution = solveBy(solver, program.text(false), { output_flag: false });
  return solution.Status === 'Optimal' ? solution.ObjectiveValue * program.unit : 0;
}

class Program {
  /** Columns that say how a table is stored. */
  readonly kept = new Map<string, { readonly table: number; readonly option: number }>();
  /** Seconds per question are counted in this unit, so that the solver sees neither huge nor tiny numbers. */
  readonly unit: number;
  /** By column: the sum of its costs. Of several terms of one column, the format would take the last. */
  readonly #costs = new Map<string, number>();
  readonly #rows: string[] = [];
  readonly #known = new Set<string>();
  readonly #instance: Instance;
  readonly #closures: readonly (readonly number[])[];
  /** Columns that are 1 where one of some others is 1, by the names of these others. */
  readonly #any = new Map<string, string>();
  /** By column of computing: its seconds per question, over all sessions that share it. */
  readonly #shared = new Map<string, number>();
  /** Columns that cost more than this are 0 in every choice that matters. */
  readonly #most: number;

  /** @param known objective of a known choice: it sets the scale, and choices that are not better do not matter */
  constructor(instance: Instance, aim: Aim, known = worstOf(instance)) {
    this.#instance = instance;
    const { tables, decoders } = instance;
    const all = Math.max(1, questionsOf(instance));
    this.unit = known / 1000;
    this.#most = known < worstOf(instance) ? 1001 : Number.POSITIVE_INFINITY;
    // In kilobytes, a byte too many is far above the solver's tolerance.
    const kilobytes: string[] = [];
    const charge = (name: string, bytes: number): void => {
      if (bytes === 0) return;
      if ('price' in aim) this.#cost(aim.price * bytes, name);
      else kilobytes.push(`${number(bytes / 1e3)} ${name}`);
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
    // The format has no empty rows.
    if ('budget' in aim && kilobytes.length > 0)
      this.#rows.push(`${kilobytes.join(' + ')} <= ${number(aim.budget / 1e3)}`);
    this.#closures = tables.map((_, t) => closureOf(instance, t));
    const visits = new Float64Array(tables.length);
    for (const { weight, questions } of instance.sessions) for (const t of questions.keys()) visits[t] += weight / all;
    this.#leaning(visits);
    instance.sessions.forEach((session, s) => this.#session(session, s, all));
    for (const [key, seconds] of this.#shared) this.#cost(seconds, key);
  }

  #session({ weight, questions }: PlannedSession, s: number, all: number): void {
    const { tables } = this.#instance;
    const share = weight / all;
    for (const [t, n] of questions) {
      tables[t].options.forEach(({ probe }, o) => this.#cost(share * n * probe, `x${t}_${o}`));
      if (tables[t].search !== undefined) this.#cost(share * n * tables[t].search, `q${s}_${t}`);
    }
    if ([...questions.keys()].some((t) => tables[t].question !== undefined))
      return this.#byQuestions(questions, s, share);
    const unpacks = [...questions.keys()].some((t) =>
      this.#closures[t].some((u) => tables[u].options.some(({ unpack }) => unpack !== undefined)),
    );
    if (unpacks) this.#inDetail(questions, s, share);
    else this.#byVisits(questions, s, share);
  }

  /** Adds what a session computes, by the visited tables that it is computed for. */
  #byVisits(questions: ReadonlyMap<number, number>, s: number, share: number): void {
    const { tables } = this.#instance;
    // By table: the name of the column "t is computed", of this session alone if the table may be searched instead.
    const names = new Map<number, string>();
    for (const t of questions.keys()) {
      const name = tables[t].search === undefined ? `y_${t}` : `y${s}_${t}`;
      const isPossible = this.#closures[t].every((u) => Number.isFinite(tables[u].compute));
      const answers = [
        ...(isPossible ? [name] : []),
        ...tables[t].options.map((_, o) => `x${t}_${o}`),
        ...(tables[t].search === undefined ? [] : [`q${s}_${t}`]),
      ];
      if (answers.length === 0) throw unanswerable(tables[t].name);
      this.#rowOnce(`${answers.join(' + ')} >= 1`);
      if (isPossible) names.set(t, name);
    }
    const causes = new Map<number, string[]>();
    for (const [t, name] of names) {
      for (const u of this.#closures[t]) {
        const known = causes.get(u);
        if (known) known.push(name);
        else causes.set(u, [name]);
      }
    }
    for (const [u, by] of causes) {
      const key = by.length === 1 ? by[0] : this.#anyOf(by.sort());
      this.#share(key, share * tables[u].compute);
    }
  }

  /** Adds what a session computes, if its questions are computed one by one. */
  #byQuestions(questions: ReadonlyMap<number, number>, s: number, share: number): void {
    const { tables } = this.#instance;
    const computed: number[] = [];
    for (const t of [...questions.keys()].sort((a, b) => b - a)) {
      const { question, options, name, search } = tables[t];
      const isPossible = question !== undefined && Number.isFinite(question.seconds);
      const answers = [
        ...(isPossible ? [`y_${t}`] : []),
        ...options.map((_, o) => `x${t}_${o}`),
        ...(search === undefined ? [] : [`q${s}_${t}`]),
      ];
      if (answers.length === 0) throw unanswerable(name);
      this.#rowOnce(`${answers.join(' + ')} = 1`);
      if (!isPossible) continue;
      const first = this.#firstOf(
        t,
        computed.filter((above) => this.#closures[above].includes(t)),
      );
      computed.push(t);
      let { seconds } = question;
      for (const [u, saved] of question.feeds) {
        seconds -= saved;
        this.#share(this.#unfed(first, u), share * saved);
      }
      this.#share(first, share * Math.max(0, seconds));
    }
  }

  /** Returns a column that is 1 where a table is computed and none of those above it is. */
  #firstOf(t: number, above: readonly number[]): string {
    if (above.length === 0) return `y_${t}`;
    const name = `v${above.join('_')}_${t}`;
    this.#rowOnce(`${name} + ${above.map((each) => `y_${each}`).join(' + ')} - y_${t} >= 0`);
    return name;
  }

  /** Returns a column that is 1 where a column of computing is and no option of a table is stored that feeds. */
  #unfed(computing: string, u: number): string {
    const feeding = this.#instance.tables[u].options.flatMap(({ feeds }, o) => (feeds ? [`x${u}_${o}`] : []));
    if (feeding.length === 0) return computing;
    const name = `f${computing}_${u}`;
    this.#rowOnce(`${name} + ${feeding.join(' + ')} - ${computing} >= 0`);
    return name;
  }

  #share(name: string, seconds: number): void {
    this.#shared.set(name, (this.#shared.get(name) ?? 0) + seconds);
  }

  /** Returns a column that is 1 where one of these columns is 1. */
  #anyOf(names: readonly string[]): string {
    const key = names.join(' ');
    let name = this.#any.get(key);
    if (name === undefined) {
      name = `m${this.#any.size}`;
      this.#any.set(key, name);
      for (const each of names) this.#rows.push(`${name} - ${each} >= 0`);
    }
    return name;
  }

  #inDetail(questions: ReadonlyMap<number, number>, s: number, share: number): void {
    const { tables } = this.#instance;
    const needed = new Set(questions.keys());
    for (const t of needed) for (const next of tables[t].successors) needed.add(next);
    for (const t of questions.keys()) {
      const answers = Number.isFinite(tables[t].compute) ? [`y${s}_${t}`] : [];
      tables[t].options.forEach((_, o) => answers.push(`x${t}_${o}`));
      if (tables[t].search !== undefined) answers.push(`q${s}_${t}`);
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
    for (const r of needed) {
      if (!Number.isFinite(tables[r].compute)) continue;
      for (const t of tables[r].successors) {
        const ways = unpacked.get(t)!.join(' + ');
        this.#rows.push(ways === '' ? `y${s}_${r} <= 0` : `${ways} - y${s}_${r} >= 0`);
      }
    }
  }

  /**
   * Adds what probes depend on beside the tables asked.
   * @param visits by table: sessions per question that visit it
   */
  #leaning(visits: Float64Array): void {
    const { tables } = this.#instance;
    const whole = wholeCosts(this.#instance);
    for (const [t, { options, exits }] of tables.entries()) {
      if (visits[t] === 0 || exits === undefined) continue;
      const leaning = options.flatMap(({ dependsOnExits }, o) => (dependsOnExits ? [`x${t}_${o}`] : []));
      if (leaning.length === 0) continue;
      for (const [v, probability] of exits) {
        if (probability === 0) continue;
        const isPossible = Number.isFinite(whole[v]);
        const ways = [...(isPossible ? [`n${t}_${v}`] : []), ...tables[v].options.map((_, o) => `x${v}_${o}`)];
        if (isPossible) this.#cost(visits[t] * probability * whole[v], `n${t}_${v}`);
        const uses = leaning.map((name) => `- ${name}`).join(' ');
        this.#rows.push(ways.length === 0 ? `${leaning.join(' + ')} <= 0` : `${ways.join(' + ')} ${uses} >= 0`);
      }
    }
  }

  #rowOnce(row: string): void {
    if (this.#known.has(row)) return;
    this.#known.add(row);
    this.#rows.push(row);
  }

  #cost(seconds: number, name: string): void {
    if (seconds !== 0) this.#costs.set(name, (this.#costs.get(name) ?? 0) + seconds / this.unit);
  }

  get entries(): number {
    return this.#rows.reduce((sum, row) => sum + row.split(' ').length / 2, 0);
  }

  /** Returns the program in the CPLEX LP format. Columns are >= 0, and the rows keep the continuous ones at most 1. */
  text(whole: boolean): string {
    const names = [...this.kept.keys()];
    const terms = [...this.#costs].map(([name, cost]) => `${number(cost)} ${name}`);
    const costs = terms.length > 0 ? terms.join('\n + ') : `0 ${names[0] ?? 'none'}`;
    const rows = this.#rows.length > 0 ? this.#rows : [`${names[0] ?? 'none'} >= 0`];
    const useless = [...this.#costs].filter(([, cost]) => cost > this.#most).map(([name]) => `${name} <= 0`);
    const bounds = [...names.map((name) => `${name} <= 1`), ...useless].join('\n ');
    return `Minimize\n obj: ${costs}\nSubject To\n ${rows.map((row, i) => `r${i}: ${row}`).join('\n ')}\nBounds\n ${bounds}\n${
      whole && names.length > 0 ? `Binary\n ${names.join('\n ')}\n` : ''
    }End\n`;
  }
}

/** Returns a table and everything below it. */
function closureOf({ tables }: Instance, t: number): number[] {
  const needed = new Set([t]);
  for (const u of needed) for (const next of tables[u].successors) needed.add(next);
  return [...needed];
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
