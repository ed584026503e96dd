/**
 * An independent solver for dodgem, which shares nothing with the project. Cars are points, a position is a list of
 * points per side, and each round evaluates every undecided position again.
 */

export type Car = readonly [x: number, y: number];
export interface Cars {
  readonly left: readonly Car[];
  readonly right: readonly Car[];
  readonly mover: 'left' | 'right';
}

const write = ({ left, right, mover }: Cars): string =>
  `${left.map(String).toSorted().join(' ')}|${right.map(String).toSorted().join(' ')}|${mover}`;

/** Returns the position with the other side to move. */
function successors(n: number, at: Cars): Cars[] {
  const own = at[at.mover];
  const cars = [...at.left, ...at.right].map(String);
  const ways: readonly Car[] =
    at.mover === 'left'
      ? [
          [1, 0],
          [0, 1],
          [0, -1],
        ]
      : [
          [0, 1],
          [1, 0],
          [-1, 0],
        ]; // forward first
  const next = own.flatMap((car, i) =>
    ways.flatMap(([dx, dy], way) => {
      const to: Car = [car[0] + dx, car[1] + dy];
      const inside = Math.min(...to) >= 0 && Math.max(...to) < n;
      const others = own.filter((_, j) => j !== i);
      if (!inside) return way === 0 ? [others] : [];
      return cars.includes(String(to)) ? [] : [[...others, to]];
    }),
  );
  return next.map((moved) =>
    at.mover === 'left' ? { ...at, left: moved, mover: 'right' } : { ...at, right: moved, mover: 'left' },
  );
}

export interface DodgemValue {
  readonly cars: Cars;
  readonly outcome: 'win' | 'draw' | 'loss';
  readonly plies: number;
}

/** Returns the values of all placements with cars on both sides, either side to move. */
export function bruteDodgem(n: number): DodgemValue[] {
  const squares = Array.from({ length: n * n }, (_, i): Car => [i % n, Math.floor(i / n)]);
  const sets = (most: number, from: number): Car[][] =>
    most === 0
      ? [[]]
      : [[], ...squares.flatMap((car, i) => (i < from ? [] : sets(most - 1, i + 1).map((s) => [car, ...s])))];
  const all = new Map<string, Cars>();
  for (const left of sets(n - 1, 0)) {
    for (const right of sets(n - 1, 0)) {
      if (left.length * right.length === 0 || left.some((a) => right.some((b) => String(a) === String(b)))) continue;
      for (const mover of ['left', 'right'] as const) all.set(write({ left, right, mover }), { left, right, mover });
    }
  }
  const next = new Map([...all].map(([text, cars]) => [text, successors(n, cars)] as const));
  const known = new Map<string, { won: boolean; plies: number }>();
  // A side whose last car has just left the board has won.
  const valueOf = (cars: Cars): { won: boolean; plies: number } | undefined =>
    cars.left.length * cars.right.length === 0 ? { won: false, plies: 0 } : known.get(write(cars));
  for (let plies = 0, changed = true; changed || plies < 2; plies++) {
    changed = false;
    const found: [string, boolean][] = [];
    for (const [text, list] of next) {
      if (known.has(text)) continue;
      const values = list.map(valueOf);
      if (list.length === 0 || values.some((v) => v && !v.won && v.plies === plies - 1)) found.push([text, true]);
      else if (values.every((v) => v?.won)) found.push([text, false]);
    }
    for (const [text, won] of found) known.set(text, { won, plies });
    changed = found.length > 0;
  }
  return [...all].map(([text, cars]) => {
    const value = known.get(text);
    return { cars, outcome: value ? (value.won ? 'win' : 'loss') : 'draw', plies: value?.plies ?? 0 };
  });
}
