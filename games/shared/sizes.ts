/**
 * Checks a size that a factory of games takes.
 * @throws RangeError if `value` is no whole number from `least` to `most`
 */
export function checkSize(what: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}`);
}
