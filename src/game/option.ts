/** Checks of options, which callers without types may have written. */

import { EndgameError } from './errors.ts';

/**
 * Checks an option that is a number, if it is given.
 * @param unit what it counts, such as "bytes"
 * @throws EndgameError E_USAGE if it is none from `least` to `most`
 */
export function checkNumber(name: string, value: unknown, least: number, most: number, unit: string): void {
  if (value === undefined || (typeof value === 'number' && value >= least && value <= most)) return;
  const hint = `give a number from ${least} to ${most} (${unit}), or leave it out`;
  throw new EndgameError('E_USAGE', `${name} ${shown(value)} is out of range`, hint);
}

/**
 * Checks an option that is one of a list, if it is given.
 * @throws EndgameError E_USAGE if it is none of them
 */
export function checkChoice(name: string, value: unknown, choices: readonly string[]): void {
  if (value === undefined || choices.some((each) => each === value)) return;
  throw new EndgameError('E_USAGE', `no ${name} ${shown(value)}`, `write one of ${choices.join(', ')}`);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
