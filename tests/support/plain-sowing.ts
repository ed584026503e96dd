/** Independent rules of awari, oware and kalah on lists of numbers, for comparison with the games. */

export interface Sown {
  readonly pits: number[];
  readonly points: number;
  readonly again: boolean;
}

/** Returns the board turned so that the side to move has the first half. */
export function turned(pits: readonly number[], turn: number): number[] {
  const half = pits.length / 2;
  return turn === 0 ? [...pits] : [...pits.slice(half), ...pits.slice(0, half)];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Sows pit `from` of the first half; a grand slam captures if `slam` says so. */
function sowAwari(pits: readonly number[], from: number, slam: boolean): Sown {
  const after = [...pits];
  const order = Array.from({ length: 11 }, (_, i) => (from + 1 + i) % 12);
  after[from] = 0;
  for (let i = 0; i < pits[from]; i++) after[order[i % 11]]++;
  const last = order[(pits[from] - 1) % 11];
  const captured = [...after];
  for (let at = last; at >= 6 && (after[at] === 2 || after[at] === 3); at--) captured[at] = 0;
  if (!slam && sum(captured.slice(6)) === 0) return { pits: after, points: 0, again: false };
  return { pits: captured, points: sum(after) - sum(captured), again: false };
}

/** Returns the moves of the side with the first half, by pit. */
export function plainAwari(pits: readonly number[], rules: 'awari' | 'oware'): Map<number, Sown> {
  const all = [0, 1, 2, 3, 4, 5]
    .filter((pit) => pits[pit] > 0)
    .map((pit) => [pit, sowAwari(pits, pit, rules === 'awari')] as const);
  const feeding = all.filter(([, sown]) => sum(sown.pits.slice(6)) > 0);
  return new Map(feeding.length > 0 || rules === 'oware' ? feeding : all);
}

/**
 * Returns the moves of the side with the first half, by pit. While a move is sown, the store is one more pit of the
 * ring.
 */
export function plainKalah(pits: readonly number[], opposite: boolean): Map<number, Sown> {
  const half = pits.length / 2;
  const found = new Map<number, Sown>();
  for (let from = 0; from < half; from++) {
    if (pits[from] === 0) continue;
    const places = [...pits.slice(0, half), 0, ...pits.slice(half)];
    let at = from;
    places[from] = 0;
    for (let i = 0; i < pits[from]; i++) {
      at = (at + 1) % places.length;
      places[at]++;
    }
    const across = places.length - 1 - at;
    // Place `half` is the store, so pit i faces place 2 * half - i.
    if (at < half && places[at] === 1 && (!opposite || places[across] > 0)) {
      places[half] += 1 + places[across];
      places[at] = 0;
      places[across] = 0;
    }
    found.set(from, { pits: places.filter((_, i) => i !== half), points: places[half], again: at === half });
  }
  return found;
}
