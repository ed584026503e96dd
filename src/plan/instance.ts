/**
 * The planner's choice in numbers alone: which tables are stored, and by which option.
 *
 * A table is stored by one of its options or not at all. Questions come in sessions: the tables that one game visits. A
 * question about a table that is not stored is computed (or searched, if that is cheaper). Computing needs every
 * successor: unpacked from its table if that is possible, else computed too. Computed tables stay available until their
 * session ends. So a table is cheap to compute only if all its successors are stored or cheap.
 *
 * Where an engine solves the part of a table that a question needs (`question`), that comprises the parts of all tables
 * below which moves can reach from there. So the first question of a session that is computed pays, and those after it,
 * about its table or about tables below, do not. Some stored tables are read instead of solving their parts.
 *
 * Probes of some options depend on the exits. If an exit has no table, its position is computed from nothing: its share
 * of sessions is charged with all tables below, as if the session had computed nothing else.
 */

/** One way to store a table. */
export interface Option {
  /** Representation and codec. */
  readonly name: string;
  readonly bytes: number;
  /** The program that reads the table: its bytes are charged once, however many tables need it. */
  readonly decoder?: string | undefined;
  /** Seconds per question. */
  readonly probe: number;
  /** Seconds to read all values, from which other tables can be computed; absent if that is impossible. */
  readonly unpack?: number | undefined;
  /** Whether probes depend on the tables that moves lead to (`exits`). */
  readonly dependsOnExits?: boolean | undefined;
  /** Whether questions about other tables take less while it is stored (`QuestionCost.feeds`). */
  readonly feeds?: boolean | undefined;
}

/** What it takes to compute a question from nothing, and what stored tables save of that. */
export interface QuestionCost {
  readonly seconds: number;
  /** By number of a table below: seconds that an option of it saves which feeds. They add up to `seconds` at most. */
  readonly feeds: ReadonlyMap<number, number>;
}

/** A table with its options and with what it costs to do without. */
export interface PlanTable {
  readonly name: string;
  readonly options: readonly Option[];
  /** Numbers of the tables that moves lead to, all smaller than its own. */
  readonly successors: readonly number[];
  /** Seconds to compute it once when its successors are available. */
  readonly compute: number;
  /** A question about it, if such are computed one by one: in an instance either all tables have one or none has. */
  readonly question?: QuestionCost | undefined;
  /** Seconds to answer one question without any table; absent if search is not tried. */
  readonly search?: number | undefined;
  /**
   * By number of a successor: share of the sessions that visit the table, 0 to 1, in which a probe of an option that
   * depends on exits reaches the successor.
   */
  readonly exits?: ReadonlyMap<number, number> | undefined;
}

/** Equal sessions: each visits the same tables and asks as many questions about them. */
export interface PlannedSession {
  /** Number of such sessions. */
  readonly weight: number;
  /** Questions of one session, by number of the table. */
  readonly questions: ReadonlyMap<number, number>;
}

/** What a planner chooses from: tables in numbers, the questions, and the programs that read tables. */
export interface Instance {
  readonly tables: readonly PlanTable[];
  readonly sessions: readonly PlannedSession[];
  /** Bytes of each decoder, by its id. */
  readonly decoders: ReadonlyMap<string, number>;
}

/**
 * Returns the instance with equal sessions merged, and without unpacking of tables that are computed faster than
 * unpacked.
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

/** Merges sessions that visit the same tables; their questions add up. */
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
  // Divides by the weight: questions per session again.
  return [...byTables.values()].map(({ weight, questions }) => ({
    weight,
    questions: new Map([...questions].map(([t, n]) => [t, n / weight])),
  }));
}

/** Number of the option that stores each table, -1 if none does. */
export type Choice = Int32Array;

/** What is minimised: seconds per question within a budget of bytes, or seconds per question plus price times bytes. */
export type Aim = { readonly budget: number } | { readonly price: number };

/** Returns the choice that stores no table. */
export function nothingKept({ tables }: Instance): Choice {
  return new Int32Array(tables.length).fill(-1);
}

/** Returns the number of questions of all sessions. */
export function questionsOf({ sessions }: Instance): number {
  let sum = 0;
  for (const { weight, questions } of sessions) for (const n of questions.values()) sum += weight * n;
  return sum;
}

/** Returns the bytes of the stored tables and of the programs that read them. */
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

/** Returns the expected seconds per question. */
export function choiceSeconds(instance: Instance, choice: Choice): number {
  const all = questionsOf(instance);
  if (all === 0) return 0;
  const cost = new SessionCost(instance);
  return instance.sessions.reduce((sum, session) => sum + session.weight * cost.of(session, choice), 0) / all;
}

/** Returns what is minimised, in seconds per question; Infinity if the choice exceeds the budget. */
export function objective(instance: Instance, choice: Choice, aim: Aim): number {
  const seconds = choiceSeconds(instance, choice);
  const bytes = choiceBytes(instance, choice);
  if ('price' in aim) return seconds + aim.price * bytes;
  return bytes <= aim.budget ? seconds : Number.POSITIVE_INFINITY;
}

/** Returns, by table, the seconds to compute it and everything below from nothing. */
export function wholeCosts({ tables }: Pick<Instance, 'tables'>): Float64Array {
  return Float64Array.from(tables, ({ question }, t) => {
    if (question !== undefined) return question.seconds;
    const needed = new Set([t]);
    let seconds = 0;
    for (const u of needed) {
      seconds += tables[u].compute;
      for (const next of tables[u].successors) needed.add(next);
    }
    return seconds;
  });
}

/** Computes the seconds of one session under a choice. It reuses its marks, so that a session allocates nothing. */
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
   * Returns the least seconds over all ways to answer what is not stored: a searched table costs per question, a
   * computed one costs once, with what it needs. Searching is weighed table by table, those with most to compute first.
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

  /** Returns the seconds for exits of a table that have no table themselves. */
  #leaning(t: number, choice: Choice): number {
    let seconds = 0;
    for (const [u, share] of this.#tables[t].exits ?? [])
      if (choice[u] < 0 && share > 0) seconds += share * this.#whole[u];
    return seconds;
  }

  #least(missing: readonly number[], questions: ReadonlyMap<number, number>, choice: Choice): number {
    const searchable = missing.filter((t) => this.#tables[t].search !== undefined);
    let least = Number.POSITIVE_INFINITY;
    // Few tables of a session are both missing and searchable; beyond that number, all or none of the rest are
    // searched.
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

  /** Returns the seconds to compute these tables and all that they need, each once. */
  #computed(roots: readonly number[], choice: Choice): number {
    const tables = this.#tables;
    if (roots.some((t) => tables[t].question !== undefined)) return this.#asked(roots, choice);
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

  /** Returns the seconds of questions about these tables, of which those below others are answered with these. */
  #asked(roots: readonly number[], choice: Choice): number {
    const tables = this.#tables;
    const marks = this.#marks;
    const stack = this.#stack;
    const mark = ++this.#mark;
    let seconds = 0;
    for (const [i, root] of roots.toSorted((a, b) => b - a).entries()) {
      if (marks[root] === mark) continue;
      seconds += secondsOf(tables, root, choice);
      if (i === roots.length - 1) break;
      marks[root] = mark;
      stack[0] = root;
      for (let depth = 1; depth > 0; ) {
        for (const next of tables[stack[--depth]].successors) {
          if (marks[next] === mark) continue;
          marks[next] = mark;
          stack[depth++] = next;
        }
      }
    }
    return seconds;
  }
}

/** Returns the seconds of a question about a table that is not stored. */
function secondsOf(tables: readonly PlanTable[], t: number, choice: Choice): number {
  const { question } = tables[t];
  if (question === undefined) return Number.POSITIVE_INFINITY;
  let { seconds } = question;
  for (const [u, saved] of question.feeds) if (choice[u] >= 0 && tables[u].options[choice[u]].feeds) seconds -= saved;
  return Math.max(0, seconds);
}

/** Number of tables of one session for which search and computing are weighed against each other one by one. */
const MOST_WEIGHED = 4;
