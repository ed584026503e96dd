/** Steps of each kind as files and ranks, and whether they repeat. */
const STEPS: readonly (readonly [readonly (readonly [number, number])[], boolean])[] = (() => {
  const straight = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const;
  const slant = [
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, -1],
  ] as const;
  const leaps = [1, 2, -1, -2].flatMap((x) =>
    [1, 2, -1, -2].filter((y) => Math.abs(x) !== Math.abs(y)).map((y) => [x, y] as const),
  );
  return [
    [[...straight, ...slant], false],
    [[...straight, ...slant], true],
    [straight, true],
    [slant, true],
    [leaps, false],
  ];
})();

/** Returns the free cells from which a piece reaches `cell`. */
export function reach(kind: number, cell: number, isTaken: (cell: number) => boolean): number[] {
  const found: number[] = [];
  const [list, goesOn] = STEPS[kind];
  for (const [dx, dy] of list) {
    let x = (cell & 7) + dx;
    let y = (cell >> 3) + dy;
    while (x >= 0 && x < 8 && y >= 0 && y < 8 && !isTaken(8 * y + x)) {
      found.push(8 * y + x);
      if (!goesOn) break;
      x += dx;
      y += dy;
    }
  }
  return found;
}
