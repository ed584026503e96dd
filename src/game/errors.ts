import { oneLine } from './one-line.ts';

/** Codes of expected failures, for programs to test. */
export const ERROR_CODES = [
  'E_USAGE', // the command line or an option makes no sense
  'E_GAME_UNKNOWN', // no game of that name
  'E_TABLE_UNKNOWN', // the game has no table of that name
  'E_POSITION', // the text is no position of the game, or an illegal one
  'E_TOO_LARGE', // so many men that no index space could hold the positions like it
  'E_TABLE_MISSING', // a lookup needs a table that the pack directory does not hold
  'E_TABLE_DAMAGED', // a table file fails a length or checksum test
  'E_TABLE_FOREIGN', // not a table file, or one of another format version, game or rules version
  'E_VALUE_WRONG', // verification found a value that does not follow from its successors
  'E_FILE', // a file or directory cannot be read or written
  'E_DISK_FULL', // no space left while writing
  'E_QUEUE', // the server of a queue cannot be reached or refuses, or its queue belongs to another build
  'E_BUDGET', // the given memory is smaller than the working set
  'E_RULES', // a game's rules contradict its schema or themselves
  'E_ABORTED', // the caller's AbortSignal fired, or somebody ended a process that worked for it
] as const;

/** The code of an expected failure. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * An expected failure. `code` is for programs, `message` is one line with the offending value, and `hint` says what to
 * do about it, in one line too. Values come from outside, so control characters in both are escaped. Programmer
 * mistakes throw plain errors.
 */
export class EndgameError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(oneLine(message), options);
    this.name = 'EndgameError';
    this.code = code;
    this.hint = oneLine(hint);
  }
}

/**
 * Returns the error (E_ABORTED) of a query or a generation that an AbortSignal stopped.
 * @param what the work that was in progress
 */
export function abortError(what: string): EndgameError {
  return new EndgameError('E_ABORTED', `stopped while solving ${what}`, 'nothing was lost; run it again to go on');
}

/** Returns whether an error says that an AbortSignal stopped the work. */
export function isAborted(error: unknown): boolean {
  return error instanceof EndgameError && error.code === 'E_ABORTED';
}

/**
 * Returns whether an error is an expected failure, also one of another copy of the toolkit, which an author's game may
 * import.
 */
export function isEndgameError(error: unknown): error is EndgameError {
  if (error instanceof EndgameError) return true;
  const codes: readonly unknown[] = ERROR_CODES;
  return error instanceof Error && error.name === 'EndgameError' && 'code' in error && codes.includes(error.code);
}

/** Returns whether an error says that something takes more memory than was given, or than any index space can have. */
export function exceedsMemory(error: unknown): error is EndgameError {
  return error instanceof EndgameError && (error.code === 'E_BUDGET' || error.code === 'E_TOO_LARGE');
}
