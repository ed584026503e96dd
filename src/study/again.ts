/** What is recorded is measured again in part by every study. Answers must be the same; seconds may differ, since machines and loads do. */

import { EndgameError } from '../game/errors.ts';
import { LEAST_ROUNDS } from './rule/bootstrap.ts';

/** Seconds may differ from those of the record by this factor; more fails. */
const MOST_FACTOR = 8;
/** Sessions that take less are asked as often as in the record, whose later rounds had their code compiled. */
const QUICK_SECONDS = 0.1;
/** Seconds by the record of the sessions that are asked again. */
const SAMPLE_SECONDS = 1;

/** What came of asking again. */
export interface AskedAgain {
  /** Numbers of the sessions. */
  readonly sessions: readonly number[];
  /** CPU seconds now over those of the record. */
  readonly ratio: number;
}

/**
 * Asks again sessions that took about a second together, at least one.
 * @param what names the contender
 * @param command makes the record
 * @param recorded CPU seconds of each session, in each round
 * @param ask asks the session of a number, tests its answers, and returns the CPU seconds
 * @throws EndgameError E_VALUE_WRONG if it takes far longer or shorter than in the record; what `ask` throws
 */
export async function askAgain(
  what: string,
  command: string,
  recorded: readonly (readonly number[])[],
  ask: (session: number) => Promise<number>,
): Promise<AskedAgain> {
  const least = recorded[0].map((_, i) => Math.min(...recorded.map((round) => round[i])));
  const quickest = least.indexOf(Math.min(...least));
  let before = 0;
  const sessions = [...least.keys()].filter((i) => {
    if (before + least[i] > SAMPLE_SECONDS) return false;
    before += least[i];
    return true;
  });
  if (sessions.length === 0) {
    sessions.push(quickest);
    before = least[quickest];
  }
  let now = 0;
  for (const session of sessions) {
    let seconds = await ask(session);
    for (let round = 1; round < LEAST_ROUNDS && seconds < QUICK_SECONDS; round++)
      seconds = Math.min(seconds, await ask(session));
    now += seconds;
  }
  const ratio = now / before;
  if (ratio > MOST_FACTOR || ratio < 1 / MOST_FACTOR)
    throw contradicted(`${what} takes ${ratio.toFixed(2)} times the seconds of the record`, command);
  return { sessions, ratio };
}

/** Returns the error of a record that what was measured now contradicts. */
export function contradicted(what: string, command: string): EndgameError {
  return new EndgameError('E_VALUE_WRONG', what, `record it anew with "${command}"`);
}
