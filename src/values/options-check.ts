import { checkChoice, checkNumber } from '../game/option.ts';
import { METRICS } from '../game/values.ts';
import { ENGINES } from '../engines/engine-id.ts';
import { POLICIES } from './cost-aware-cache.ts';

/** More bytes than any machine has. */
const MOST_MEMORY = 1e15;
const MOST_THREADS = 256;

/** What slices are solved with, before it has been checked. */
export interface UncheckedSlicesOptions {
  readonly memory?: unknown;
  readonly threads?: unknown;
  readonly metric?: unknown;
  readonly engine?: unknown;
  readonly policy?: unknown;
}

/**
 * Checks what slices are solved with.
 * @throws EndgameError E_USAGE naming the first wrong option
 */
export function checkSlicesOptions({ memory, threads, metric, engine, policy }: UncheckedSlicesOptions): void {
  checkNumber('memory', memory, 0, MOST_MEMORY, 'bytes');
  checkNumber('threads', threads, 1, MOST_THREADS, 'threads');
  checkChoice('metric', metric, METRICS);
  checkChoice('engine', engine, ENGINES);
  checkChoice('policy', policy, POLICIES);
}
