/**
 * The choice a planner makes, in numbers alone: which tables to keep, and how.
 *
 * A table is kept by one of its options or not at all. Questions come in sessions: the tables that one game visits. Whoever
 * asks for a table that is not kept has it computed (or the position searched, if that is cheaper), and computing needs
 * every successor: taken from its table if that can be unpacked, else computed too. What was computed for a session is at
 * hand until it ends. So a table is cheap to compute only if all its successors are kept or cheap.
 *
 * Answers of some options count on what moves lead to. If that has no table, the position is computed from nothing: its
 * share of sessions is charged with all that lies below, as if the session had computed nothing else.
 */

export interface Option {
  /** Representation and codec. */
  readonly name: string;
  readonly bytes: number;
  /** Program that reads it: its bytes are charged once, however many tables need it. */
  readonly decoder?: string | undefined;
  /** Seconds a question. */
  readonly probe: number;
  /** Seconds until all values are at hand, to compute other tables from; absent if that cannot be. */
  readonly unpack?: number | undefined;
  /** Answers count on what moves lead to (`exits`). */
  readonly dependsOnExits?: boolean | undefined;
}

export interface PlanTable {
  readonly name: string;
  readonly options: readonly Option[];
  /** Numbers of the tables that moves lead to. */
  readonly successors: readonly number[];
  /** Seconds to compute it once, successors at hand. */
  readonly compute: number;
  /** Seconds to answer one question without any table; absent if that is not tried. */
  readonly search?: number | undefined;
  /**
   * By number of a successor: share of the sessions that visit the table, 0 to 1, in which answers of an option that leans
   * count on the successor.
   */
  readonly exits?: ReadonlyMap<number, number> | undefined;
}

export interface PlannedSession {
  /** How many sessions are like this one. */
  readonly weight: number;
  /** Questions asked of each table visited. */
  readonly questions: ReadonlyMap<number, number>;
}

export interface Instance {
  readonly tables: readonly PlanTable[];
  readonly sessions: readonly PlannedSession[];
  /** Bytes of each decoder. */
  readonly decoders: ReadonlyMap<string, number>;
}

/**
 * The instance with sessions that visit the same tables as one, and without the unpacking of tables that are computed
 * faster than that.
 */
export function usable(instance: Instance): Instance {
  return {
    ...instance,
    tables: instance.tables.map((table) => ({
      ...table,
      options: table.options.map((option) =>
        option.unpack === undefined || option.unpack <= table.compute ? option : { ...option, unpack: undefined },
      ),
    })),
    sessions: merged(instance.sessions),
  };
}

/** Sessions that visit the same tables as one, with their questions added up. */
function merged(sessions: readonly PlannedSession[]): PlannedSession[] {
  const byTables = new Map<string, { weight: number; questions: Map<number, number> }>();
  for (const { weight, questions } of sessions) {
    if (weight === 0) continue;
    const key = [...questions.keys()].sort((a, b) => a - b).join();
    const known = byTables.get(key) ?? { weight: 0, questions: new Map<number, number>() };
    known.weight += weight;
    for (const [t, n] of questions) known.questions.set(t, (known.questions.get(t) ?? 0) + weight * n);
    byTables.set(key, known);
  }
  // Back to questions of one session.
  return [...byTables.values()].map(({ weight, questions }) => ({
    weight,
    questions: new Map([...questions].map(([t, n]) => [t, n / weight])),
  }));
}

/** Number of the option that each table is kept by, -1 if it is not. */
export type Choice = Int32Array;

/** What is minimised: seconds a question under a limit of bytes, or seconds plus price times bytes. */
export type Aim = { readonly budget: number } | { readonly price: number };

export function nothingKept({ tables }: Instance): Choice {
  return new Int32Array(tables.length).fill(-1);
}

export function questionsOf({ sessions }: Instance): number {
  let sum = 0;
  for (const { weight, questions } of sessions) for (const n of questions.values()) sum += weight * n;
  return sum;
}

/** Bytes of the tables kept and of the programs that read them. */
export function choiceBytes({ tables, decoders }: Instance, choice: Choice): number {
  let bytes = 0;
  const used = new Set<string>();
  for (const [t, option] of choice.entries()) {
    if (option < 0) continue;
    const kept = tables[t].options[option];
    bytes += kept.bytes;
    if (kept.decoder !== undefined) used.add(kept.decoder);
  }
  for (const decoder of used) bytes += decoders.get(decoder) ?? 0;
  return bytes;
}

/** Expected seconds a question. */
export function choiceSeconds(instance: Instance, choice: Choice): number {
  const all = questionsOf(instance);
  if (all === 0) return 0;
  const cost = new SessionCost(instance);
  return instance.sessions.reduce((sum, session) => sum + session.weight * cost.of(session, choice), 0) / all;
}

export function objective(instance: Instance, choice: Choice, aim: Aim): number {
  const seconds = choiceSeconds(instance, choice);
  const bytes = choiceBytes(instance, choice);
  if ('price' in aim) return seconds + aim.price * bytes;
  return bytes <= aim.budget ? seconds : Number.POSITIVE_INFINITY;
}

/** By table: seconds to compute it and everything below, with nothing at hand. */
export function wholeCosts({ tables }: Pick<Instance, 'tables'>): Float64Array {
  return Float64Array.from(tables, (_, t) => {
    const needed = new Set([t]);
    let seconds = 0;
    for (const u of needed) {
      seconds += tables[u].compute;
      for (const next of tables[u].successors) needed.add(next);
    }
    return seconds;
  });
}

/** Seconds of one session under a choice; keeps its own marks, so that nothing is allocated for each. */
export class SessionCost {
  readonly #tables: readonly PlanTable[];
  readonly #whole: Float64Array;
  readonly #marks: Int32Array;
  readonly #stack: Int32Array;
  #mark = 0;

  constructor({ tables }: Instance) {
    this.#tables = tables;
    this.#whole = wholeCosts({ tables });
    this.#marks = new Int32Array(tables.length);
    this.#stack = new Int32Array(tables.length);
  }

  /**
   * The least over all ways to answer what is not kept: searched tables cost by the question, computed ones once with what
   * they need. Searching is weighed table by table, those with most to compute first.
   */
  of({ questions }: PlannedSession, choice: Choice): number {
    let seconds = 0;
    const missing: number[] = [];
    for (const [t, n] of questions) {
      if (choice[t] < 0) missing.push(t);
      else {
        const { probe, dependsOnExits } = this.#tables[t].options[choice[t]];
        seconds += n * probe;
        if (dependsOnExits) seconds += this.#leaning(t, choice);
      }
    }
    return missing.length === 0 ? seconds : seconds + this.#least(missing, questions, choice);
  }

  /** Seconds for positions without a table that answers of a table count on. */
  #leaning(t: number, choice: Choice): number {
    let seconds = 0;
    for (const [u, share] of this.#tables[t].exits ?? [])
      if (choice[u] < 0 && share > 0) seconds += share * this.#whole[u];
    return seconds;
  }

  #least(missing: readonly number[], questions: ReadonlyMap<number, number>, choice: Choice): number {
    const searchable = missing.filter((t) => this.#tables[t].search !== undefined);
    let least = Number.POSITIVE_INFINITY;
    // Few tables of a session are both missing and searchable; beyond that, all or none of the rest are searched.
    const free = Math.min(searchable.length, MOST_WEIGHED);
    for (let subset = 0; subset < 1 << free; subset++) {
      const searched = searchable.filter((_, i) => (i < free ? ((subset >> i) & 1) === 1 : subset !== 0));
      let seconds = 0;
      for (const t of searched) seconds += questions.get(t)! * this.#tables[t].search!;
      if (seconds >= least) continue;
      const roots = searched.length === 0 ? missing : missing.filter((t) => !searched.includes(t));
      least = Math.min(least, seconds + this.#computed(roots, choice));
    }
    return least;
  }

  /** Computes these tables and all they need, each once. */
  #computed(roots: readonly number[], choice: Choice): number {
    const tables = this.#tables;
    const marks = this.#marks;
    const stack = this.#stack;
    const mark = ++this.#mark;
    let depth = 0;
    let seconds = 0;
    for (const t of roots) {
      if (marks[t] === mark) continue;
      marks[t] = mark;
      stack[depth++] = t;
      while (depth > 0) {
        const u = stack[--depth];
        const kept = choice[u] < 0 ? undefined : tables[u].options[choice[u]];
        if (kept?.unpack !== undefined) {
          seconds += kept.unpack;
          continue;
        }
        seconds += tables[u].compute;
        for (const next of tables[u].successors) {
          if (marks[next] === mark) continue;
          marks[next] = mark;
          stack[depth++] = next;
        }
      }
    }
    return seconds;
  }
}

/** Tables of one session for which searching and computing are weighed against each other one by one. */
const MOST_WEIGHED = 4;
