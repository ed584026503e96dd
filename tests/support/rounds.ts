/** Values of a finite graph of positions by rounds: round n finds the positions that end in n plies. */

export interface BruteValue {
  readonly outcome: 'win' | 'draw' | 'loss';
  readonly plies: number;
}

/**
 * Solves a graph.
 * @param after the successors of each position
 * @param stuck the outcome of each position if it has no move
 */
export function solveByRounds(
  after: readonly (readonly number[])[],
  stuck: (position: number) => 'loss' | 'draw',
): BruteValue[] {
  const plies = new Int16Array(after.length).fill(-1);
  const won = new Uint8Array(after.length);
  let open = after.map((_, i) => i).filter((i) => after[i].length > 0 || stuck(i) === 'loss');
  for (let round = 0, quiet = 0; quiet < 2; round++) {
    const decided: number[] = [];
    open = open.filter((i) => {
      let lost = true;
      for (const next of after[i]) {
        if (plies[next] >= 0 && won[next] === 0) {
          won[i] = 1;
          decided.push(i);
          return false;
        }
        lost &&= plies[next] >= 0;
      }
      if (lost) decided.push(i);
      return !lost;
    });
    for (const i of decided) plies[i] = round;
    quiet = decided.length === 0 ? quiet + 1 : 0;
  }
  return Array.from(plies, (n, i) =>
    n < 0 ? { outcome: 'draw', plies: 0 } : { outcome: won[i] === 1 ? 'win' : 'loss', plies: n },
  );
}
