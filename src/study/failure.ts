import { EndgameError, type ErrorCode } from '../game/errors.ts';

/** An error without its class, which a message between processes loses. `code` and `hint` are those of an EndgameError. */
export interface Failure {
  readonly message: string;
  readonly stack?: string | undefined;
  readonly code?: ErrorCode | undefined;
  readonly hint?: string | undefined;
}

/** Returns an error as a message to the other process. An expected one needs no stack. */
export function failureOf(error: Error): Failure {
  const { message, stack } = error;
  return error instanceof EndgameError ? { message, code: error.code, hint: error.hint } : { message, stack };
}

/** Returns the error of a message. */
export function errorOf({ message, stack, code, hint }: Failure): Error {
  if (code !== undefined) return new EndgameError(code, message, hint ?? '');
  const error = new Error(message);
  error.stack = stack ?? message;
  return error;
}
