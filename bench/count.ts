/**
 * Returns the number that a word of the command line is.
 * @param what it counts
 * @throws Error if it is no whole number of at least 1
 */
export function countOf(text: string, what: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`no number of ${what}: "${text}"`);
  return count;
}
