import type { Kept, Source } from '../engine/index.ts';
import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { Specialization } from '../specialize/index.ts';

/** It goes up whenever the text or the keys get another meaning. */
const FORMAT = 1;
/** Most positions of a class; the ones that came first go first. */
const MOST_POSITIONS = 2_048;
/** New values of a class are written when they took so many seconds, others at the end. */
const WORTH_WRITING = 0.05;
/** Least seconds that a class saves a later process, which has not solved what this one had for other classes. */
const LEAST_SECONDS = 0.05;
/** Seconds that a value saves that was cached: what reading back its slice takes. */
const CACHED_SECONDS = 0.01;
const LEAST_VALUE = -(2 ** 15);

/** What is known of the positions of a class. */
interface KeptClass {
  readonly key: string;
  /** By position, in the game's notation. */
  readonly values: Map<string, Value>;
  /** Seconds that they took. */
  seconds: number;
  /** Of these, seconds of values that are not written yet. */
  unwritten: number;
}

/**
 * Values of the positions that were asked, which outlast the process. However a value was found, by bounds, search or a solved slice, the next
 * process finds it at once. A class has one result (engine/kept.ts): the text of a value and its position in each line. Processes that
 * share a directory may lose values to each other, which costs time alone.
 */
export class KeptValues implements Source {
  readonly name = 'cache';
  readonly metric: Metric;
  readonly #kept: Kept;
  readonly #specialization: Specialization;
  readonly #classes = new Map<number, KeptClass>();

  constructor(kept: Kept, specialization: Specialization, metric: Metric) {
    this.#kept = kept;
    this.#specialization = specialization;
    this.metric = metric;
  }

  /** Returns whether the value of some position with the same men is known. */
  mayHold(p: Position): boolean {
    return this.#classOf(p).values.size > 0;
  }

  /** Returns the value of a position, if it is known. */
  probe(p: Position): Value | undefined {
    return this.#classOf(p).values.get(this.#specialization.game.format(p));
  }

  /**
   * Takes the value of a position that was asked.
   * @param seconds that it took; undefined if it was cached
   */
  add(p: Position, value: Value, seconds: number = CACHED_SECONDS): void {
    const found = this.#classOf(p);
    const text = this.#specialization.game.format(p);
    if (found.values.has(text)) return;
    found.values.set(text, value);
    if (found.values.size > MOST_POSITIONS) found.values.delete(found.values.keys().next().value!);
    found.seconds += seconds;
    found.unwritten += seconds;
  }

  /**
   * Writes new values.
   * @param isLast whether no call follows: then all of them are written
   */
  keep(isLast = false): void {
    for (const found of this.#classes.values()) {
      const { key, values, seconds, unwritten } = found;
      if (unwritten === 0 || (unwritten < WORTH_WRITING && !isLast)) continue;
      const lines = [...values].map(([position, value]) => `${value} ${position}\n`);
      const text = `${seconds}\n${lines.join('')}`;
      this.#kept.put(key, [new TextEncoder().encode(text)], Math.max(LEAST_SECONDS, seconds));
      found.unwritten = 0;
    }
  }

  #classOf({ signature }: Position): KeptClass {
    const known = this.#classes.get(signature);
    if (known !== undefined) return known;
    const { game, materials } = this.#specialization;
    const key = `${game.id} ${game.version} values ${FORMAT} ${this.metric} ${materials.name(signature)}`;
    const read = { key, ...parsed(this.#kept.has(key) ? this.#kept.get(key) : undefined), unwritten: 0 };
    this.#classes.set(signature, read);
    return read;
  }
}

/** Reads what `keep` wrote: the seconds, then the values. Of anything else, nothing is taken. */
function parsed(bytes: Uint8Array | undefined): Pick<KeptClass, 'values' | 'seconds'> {
  const values = new Map<string, Value>();
  const [first = '', ...lines] = new TextDecoder().decode(bytes).split('\n');
  for (const line of lines) {
    const blank = line.indexOf(' ');
    const value = Number(line.slice(0, blank));
    const isValue = Number.isInteger(value) && value >= LEAST_VALUE && value < -LEAST_VALUE;
    if (blank > 0 && isValue) values.set(line.slice(blank + 1), value as Value);
  }
  const seconds = Number(first);
  return { values, seconds: seconds >= 0 ? seconds : 0 };
}
