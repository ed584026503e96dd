import {
  type Aim,
  choiceBytes,
  type Choice,
  type Instance,
  nothingKept,
  objective,
  questionsOf,
  type PlannedSession,
  SessionCost,
} from './instance.ts';

/** A change of the choice: the option of each of these tables after it, -1 for none. */
type Move = readonly (readonly [table: number, option: number])[];

/** Most rounds of exchanges. */
const ROUNDS = 50;

/**
 * Chooses tables where an instance is too large for the exact program. It takes the move that saves the most seconds
 * per byte, again and again. Some moves change whole groups, since one of several successors is worth little without
 * the others. Then it exchanges tables, one for another or several for one, until no exchange helps. For a budget it
 * also begins with everything and drops what saves least per byte, since tables that help each other are found so; the
 * better choice counts.
 */
export function planGreedily(instance: Instance, aim: Aim): Choice {
  const fromNothing = new Ledger(instance, aim, nothingKept(instance));
  improve(instance, aim, fromNothing);
  if (!('budget' in aim)) return fromNothing.choice;
  const fromAll = new Ledger(instance, aim, smallestKept(instance));
  fromAll.shrink(aim.budget);
  improve(instance, aim, fromAll);
  const isBetter = objective(instance, fromAll.choice, aim) < objective(instance, fromNothing.choice, aim);
  return isBetter ? fromAll.choice : fromNothing.choice;
}

function improve(instance: Instance, aim: Aim, ledger: Ledger): void {
  while (ledger.take(additions(instance, ledger.choice)));
  const exchanged = (): Iterable<Move> => [
    ...exchanges(instance, ledger.choice, ledger.bytes, aim),
    ...ledger.forced(),
  ];
  for (let round = 0; round < ROUNDS && ledger.take(exchanged()); round++)
    while (ledger.take(additions(instance, ledger.choice)));
}

/** Returns the choice of every table in the fewest bytes. */
function smallestKept({ tables }: Instance): Choice {
  return Int32Array.from(tables, ({ options }) =>
    options.reduce((least, { bytes }, o) => (least < 0 || bytes < options[least].bytes ? o : least), -1),
  );
}

/** Yields each table with each of its options, alone and with all missing successors that can be unpacked. */
function* additions({ tables }: Instance, choice: Choice): Generator<Move, void, void> {
  for (const [t, { options, successors }] of tables.entries()) {
    for (let o = 0; o < options.length; o++) if (choice[t] !== o) yield [[t, o]];
    const group = successors.flatMap((next): Move => {
      const unpackable = tables[next].options.findIndex(({ unpack }) => unpack !== undefined);
      return choice[next] < 0 && unpackable >= 0 ? [[next, unpackable]] : [];
    });
    if (group.length > 1) {
      yield group;
      if (choice[t] < 0 && options.length > 0) yield [[t, 0], ...group];
    }
  }
}

/** Yields each table dropped, alone and in exchange for another one. */
function* exchanges(instance: Instance, choice: Choice, bytes: number, aim: Aim): Generator<Move, void, void> {
  const { tables } = instance;
  for (const [t, option] of choice.entries()) {
    if (option < 0) continue;
    yield [[t, -1]];
    const room = 'budget' in aim ? aim.budget - bytes + tables[t].options[option].bytes : Number.POSITIVE_INFINITY;
    for (const [u, { options }] of tables.entries()) {
      if (u === t || choice[u] >= 0) continue;
      for (let o = 0; o < options.length; o++) {
        if (options[o].bytes <= room)
          yield [
            [t, -1],
            [u, o],
          ];
      }
    }
  }
}

/** A choice with the cost of every session, so that weighing a move visits only the sessions that the move affects. */
class Ledger {
  readonly choice: Choice;
  bytes = 0;
  readonly #instance: Instance;
  readonly #aim: Aim;
  readonly #cost: SessionCost;
  readonly #costs: Float64Array;
  /** By table: the sessions that may need it. */
  readonly #touched: readonly (readonly number[])[];
  readonly #questions: number;

  /** @param choice to begin with; the ledger changes it */
  constructor(instance: Instance, aim: Aim, choice: Choice) {
    this.#instance = instance;
    this.#aim = aim;
    this.choice = choice;
    this.bytes = choiceBytes(instance, choice);
    this.#cost = new SessionCost(instance);
    this.#costs = Float64Array.from(instance.sessions, (session) => this.#weighed(session));
    this.#questions = Math.max(1, questionsOf(instance));
    const touched: number[][] = instance.tables.map(() => []);
    for (const [s, { questions }] of instance.sessions.entries()) {
      const needed = new Set(questions.keys());
      for (const t of needed) {
        touched[t].push(s);
        for (const next of instance.tables[t].successors) needed.add(next);
      }
    }
    this.#touched = touched;
  }

  /** Drops tables, each time the one that saves least for its bytes, until the others fit. */
  shrink(budget: number): void {
    const { tables } = this.#instance;
    while (this.bytes > budget) {
      const kept = [...this.choice.entries()].filter(([, option]) => option >= 0);
      if (kept.length === 0) return;
      const merits = kept.map(([t, option]) => this.#secondsWithout(t) / Math.max(1, tables[t].options[option].bytes));
      this.#make([[kept[merits.indexOf(Math.min(...merits))][0], -1]]);
    }
  }

  /** Returns each table that does not fit, in exchange for those that save least for their bytes, as many as it takes. */
  forced(): Move[] {
    if (!('budget' in this.#aim)) return [];
    const { budget } = this.#aim;
    const { tables } = this.#instance;
    const kept = [...this.choice.entries()]
      .filter(([, option]) => option >= 0)
      .map(([t, option]) => ({ t, bytes: tables[t].options[option].bytes, seconds: this.#secondsWithout(t) }));
    return tables.flatMap(({ options }, u) =>
      this.choice[u] >= 0
        ? []
        : options.map(({ bytes }, o): Move => [[u, o], ...room(kept, this.bytes + bytes - budget)]),
    );
  }

  /** Returns the seconds of all sessions that dropping a table adds. */
  #secondsWithout(t: number): number {
    const option = this.choice[t];
    this.choice[t] = -1;
    let seconds = 0;
    for (const s of this.#touched[t]) seconds += this.#weighed(this.#instance.sessions[s]) - this.#costs[s];
    this.choice[t] = option;
    return seconds;
  }

  /** Makes the best of the moves, if one improves the choice; returns whether it did. */
  take(moves: Iterable<Move>): boolean {
    let best: Move | undefined;
    let most = 0;
    for (const move of moves) {
      const worth = this.#worth(move);
      if (worth > most) {
        most = worth;
        best = move;
      }
    }
    if (best) this.#make(best);
    return best !== undefined;
  }

  /** Returns seconds saved per byte; moves that take no bytes get a value so large that they come first. */
  #worth(move: Move): number {
    const before = move.map(([t]) => this.choice[t]);
    const sessions = new Set(move.flatMap(([t]) => this.#touched[t]));
    let saved = 0;
    for (const s of sessions) saved += this.#costs[s];
    for (const [t, o] of move) this.choice[t] = o;
    const bytes = choiceBytes(this.#instance, this.choice);
    const fits = !('budget' in this.#aim) || bytes <= this.#aim.budget;
    if (fits) for (const s of sessions) saved -= this.#weighed(this.#instance.sessions[s]);
    move.forEach(([t], i) => (this.choice[t] = before[i]));
    if (!fits) return 0;
    const added = bytes - this.bytes;
    const gain = saved / this.#questions - ('price' in this.#aim ? this.#aim.price * added : 0);
    if (gain <= 1e-12) return 0;
    return added > 0 ? gain / added : gain * 1e12;
  }

  #make(move: Move): void {
    for (const [t, o] of move) this.choice[t] = o;
    for (const s of new Set(move.flatMap(([t]) => this.#touched[t])))
      this.#costs[s] = this.#weighed(this.#instance.sessions[s]);
    this.bytes = choiceBytes(this.#instance, this.choice);
  }

  #weighed(session: PlannedSession): number {
    return session.weight * this.#cost.of(session, this.choice);
  }
}

/** A table that may go. */
interface Droppable {
  readonly t: number;
  readonly bytes: number;
  /** Seconds that dropping it adds. */
  readonly seconds: number;
}

/** Returns tables to drop for so many bytes, each time the one that saves least for those of its bytes that are wanted. */
function room(kept: readonly Droppable[], bytes: number): Move {
  const left = new Set(kept);
  const dropped: [number, number][] = [];
  for (let over = bytes; over > 0 && left.size > 0; ) {
    const merit = (each: Droppable): number => each.seconds / Math.min(each.bytes, over);
    const least = [...left].reduce((best, each) => (merit(each) < merit(best) ? each : best));
    left.delete(least);
    dropped.push([least.t, -1]);
    over -= least.bytes;
  }
  return dropped;
}

/**
 * Chooses tables by the rules that the planner is compared with: the tables asked most often first, or most often per
 * byte. Each is stored in the fewest bytes.
 * @param alone only options whose probes depend on no other table
 */
export function planByFrequency(instance: Instance, budget: number, perByte: boolean, alone = false): Choice {
  const { tables, sessions } = instance;
  const asked = new Float64Array(tables.length);
  for (const { weight, questions } of sessions) for (const [t, n] of questions) asked[t] += weight * n;
  const candidates = tables.flatMap(({ options }, t) => {
    const allowed = options.flatMap(({ dependsOnExits }, o) => (alone && dependsOnExits ? [] : [o]));
    if (allowed.length === 0 || asked[t] === 0) return [];
    const least = allowed.reduce((best, o) => (options[o].bytes < options[best].bytes ? o : best));
    return [{ t, option: least, merit: perByte ? asked[t] / Math.max(1, options[least].bytes) : asked[t] }];
  });
  const choice = nothingKept(instance);
  for (const { t, option } of candidates.sort((a, b) => b.merit - a.merit || a.t - b.t)) {
    choice[t] = option;
    if (choiceBytes(instance, choice) > budget) choice[t] = -1;
  }
  return choice;
}
