import { EndgameError } from '../game/errors.ts';
import { readFile } from '../platform/read-file.ts';

/** Largest number of bytes or seconds that counts as one: far above any machine, far below what a planner can add up. */
export const LARGEST_AMOUNT = 1e15;

/**
 * Reads data of unknown shape (JSON that anybody may have edited) field by field. Every method throws EndgameError
 * E_USAGE that names the first wrong field.
 */
export class Fields {
  readonly #what: string;
  readonly #hint: string;

  /**
   * @param what what messages call the data, such as `plan x.json`
   * @param hint what to do if it is wrong
   */
  constructor(what: string, hint: string) {
    this.#what = what;
    this.#hint = hint;
  }

  /**
   * Rejects the data.
   * @throws EndgameError E_USAGE, always
   */
  fail(why: string): never {
    throw new EndgameError('E_USAGE', `${this.#what}: ${why}`, this.#hint);
  }

  /** Parses a text that must be a JSON object. */
  parse(text: string): Record<string, unknown> {
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      this.fail('is not JSON');
    }
    if (typeof data !== 'object' || data === null || Array.isArray(data)) this.fail('is no JSON object');
    return data as Record<string, unknown>;
  }

  /** Returns a value that must be an object. */
  record(value: unknown, field: string): Record<string, unknown> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return this.fail(`${field} is no object`);
  }

  /** Returns a value that must be a list. */
  list(value: unknown, field: string): unknown[] {
    return Array.isArray(value) ? value : this.fail(`${field} is no list`);
  }

  /** Returns a value that must be a string. */
  text(value: unknown, field: string): string {
    return typeof value === 'string' ? value : this.fail(`${field} is no text`);
  }

  /** Returns a value that must be one of the choices. */
  oneOf<T extends string>(value: unknown, choices: readonly T[], field: string): T {
    const found = choices.find((each) => each === value);
    return found ?? this.fail(`${field} ${JSON.stringify(value)} is none of ${choices.join(', ')}`);
  }

  /** Returns a value that must be a number from 0 to `LARGEST_AMOUNT`. */
  amount(value: unknown, field: string): number {
    if (typeof value === 'number' && value >= 0 && value <= LARGEST_AMOUNT) return value;
    return this.fail(`${field} is no number from 0 to ${LARGEST_AMOUNT}`);
  }

  /** Returns a number from 0 to `LARGEST_AMOUNT`, or undefined if the field is absent. */
  optionalAmount(value: unknown, field: string): number | undefined {
    return value === undefined ? undefined : this.amount(value, field);
  }

  /** Returns an object whose values must be numbers from 0 to `LARGEST_AMOUNT`. */
  amounts(value: unknown, field: string): Record<string, number> {
    const entries = Object.entries(this.record(value, field));
    return Object.fromEntries(entries.map(([name, each]) => [name, this.amount(each, `${field}.${name}`)]));
  }
}

/**
 * Reads a text file.
 * @param what what the file should hold, for the message
 * @throws EndgameError E_FILE naming the file and what it should hold
 */
export function readText(path: string, what: string, hint: string): string {
  try {
    const bytes = readFile(path);
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
      throw new Error('it is UTF-16, expected UTF-8');
    return new TextDecoder().decode(bytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EndgameError('E_FILE', `${path}: failed reading the ${what}: ${why}`, hint, { cause: error });
  }
}

/**
 * Rounds a fraction to four digits, as a replacer of `JSON.stringify`: measured times are not more precise than that.
 */
export function roundedNumber(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
