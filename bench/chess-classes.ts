/** Classes of chess by their names. */

/** Letters of the kinds in the order in which the kernel counts them. */
export const CHESS_LETTERS = 'KQRBNP';
/** Number of kinds. */
export const CHESS_KINDS: number = CHESS_LETTERS.length;

/** Returns the men of each kind, by side, of a class such as KRPvKR. */
export function menOfClass(name: string): [number[], number[]] {
  const [white, black] = name.split('v').map((men) => {
    const counts = Array<number>(CHESS_KINDS).fill(0);
    for (const letter of men) counts[CHESS_LETTERS.indexOf(letter)]++;
    return counts;
  });
  return [white, black];
}
