/** A request and its reply, as far as the routes know of HTTP. */

import { type ErrorCode, isAborted, isEndgameError } from '../game/errors.ts';

/** What a client asks. */
export interface HttpRequest {
  readonly method: string;
  /** The path without the query, as it was sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The address that the client is counted by. */
  readonly client: string;
  /** The header `Accept`, or an empty text. */
  readonly accept: string;
  /** Milliseconds of `performance.now()` at which the request arrived. */
  readonly arrived: number;
  /** Fires when the client leaves before its reply is complete, or when the service has waited long enough to close. */
  readonly signal: AbortSignal;
  /**
   * Reads the body as UTF-8.
   * @throws HttpFailure 413 if it is longer than the service takes
   */
  body(): Promise<string>;
}

/** What is sent back: a text at once, or texts as they come. */
export interface HttpReply {
  readonly status: number;
  readonly type: string;
  readonly body: string | AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Content types. */
export const TYPES = {
  json: 'application/json; charset=utf-8',
  lines: 'application/x-ndjson; charset=utf-8',
  events: 'text/event-stream; charset=utf-8',
  text: 'text/plain; charset=utf-8',
} as const;

/** A failure with a status of its own: what HTTP and the limits of the service refuse. */
export class HttpFailure extends Error {
  readonly status: number;
  readonly hint: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, hint: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'HttpFailure';
    this.status = status;
    this.hint = hint;
    this.headers = headers;
  }
}

/** Statuses of what a client did wrong. */
const STATUSES: Partial<Record<ErrorCode, number>> = { E_POSITION: 400, E_USAGE: 400, E_GAME_UNKNOWN: 404 };

/** What a reply says of a failure. */
export interface FailureText {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Describes a failure. What is no fault of the client is told without its message, which may name files. */
export function failureText(error: unknown): FailureText {
  if (error instanceof HttpFailure) {
    const { status, message, hint, headers } = error;
    return { status, code: `HTTP_${status}`, message, hint, headers };
  }
  if (isEndgameError(error)) {
    const { code, message, hint } = error;
    if (isAborted(error)) return { status: 503, code, message, hint, headers: { 'retry-after': '1' } };
    const status = STATUSES[code];
    if (status !== undefined) return { status, code, message, hint, headers: {} };
  }
  const hint = 'its log has the reason';
  return { status: 500, code: 'HTTP_500', message: 'the service failed', hint, headers: {} };
}

/** Returns a reply in JSON. */
export function jsonReply(value: unknown): HttpReply {
  return { status: 200, type: TYPES.json, body: JSON.stringify(value) };
}

/** Returns the only value of a parameter; undefined without it. */
export function parameter(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) ?? undefined;
}

/**
 * Returns the value of a parameter that must be there.
 * @param most most characters
 * @throws HttpFailure 400
 */
export function neededParameter(query: URLSearchParams, name: string, most: number): string {
  const value = query.get(name);
  if (value === null || value === '') throw new HttpFailure(400, `no parameter "${name}"`, `add ?${name}=...`);
  if (value.length > most) {
    throw new HttpFailure(400, `"${name}" has ${value.length} characters`, `send at most ${most}`);
  }
  return value;
}
