/**
 * Rules as rule books tell them, on boards of letters. They share nothing with games/ but the way positions are written:
 * ranks from the last to the first, the side to move, and what goats have in hand.
 */

/** Tells the positions that the moves lead to, or how the game ended for the side to move. */
export type PlainRules = (position: string) => readonly string[] | 'won' | 'lost' | 'drawn';

type Grid = readonly (readonly string[])[];
type Step = readonly [dx: number, dy: number];

const STRAIGHT: readonly Step[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];
const DIAGONAL: readonly Step[] = [
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
];
const AROUND: readonly Step[] = [...STRAIGHT, ...DIAGONAL];

const read = (position: string): { grid: Grid; side: string; hand: string } => {
  const [board, side, hand = ''] = position.split(' ');
  return { grid: board.split('/').map((row) => Array.from(row)), side, hand };
};

/** Returns the board with some cells changed, as text. */
const put = (grid: Grid, ...cells: readonly (readonly [x: number, y: number, to: string])[]): string =>
  grid
    .map((row, y) => row.map((old, x) => cells.findLast((cell) => cell[0] === x && cell[1] === y)?.[2] ?? old).join(''))
    .join('/');

const placesOf = (grid: Grid, letter: string): [x: number, y: number][] =>
  grid.flatMap((row, y) => row.flatMap((cell, x): [number, number][] => (cell === letter ? [[x, y]] : [])));

/** Returns whether the cells with a letter that steps reach from `first` include one for which `goal` holds. */
function reaches(
  grid: Grid,
  first: readonly (readonly [x: number, y: number])[],
  steps: readonly Step[],
  goal: (reached: ReadonlySet<string>) => boolean,
): boolean {
  const reached = new Set<string>();
  const queue = [...first];
  for (const [x, y] of queue) {
    if (reached.has(`${x},${y}`)) continue;
    reached.add(`${x},${y}`);
    for (const [dx, dy] of steps) if (grid[y + dy]?.[x + dx] === grid[y][x]) queue.push([x + dx, y + dy]);
  }
  return goal(reached);
}

const domineering: PlainRules = (position) => {
  const { grid, side } = read(position);
  return placesOf(grid, '.').flatMap(([x, y]) => {
    const [x2, y2] = side === 'V' ? [x, y + 1] : [x + 1, y];
    if (grid[y2]?.[x2] !== '.') return [];
    return [`${put(grid, [x, y, '#'], [x2, y2, '#'])} ${side === 'V' ? 'H' : 'V'}`];
  });
};

const clobber: PlainRules = (position) => {
  const { grid, side } = read(position);
  const other = side === 'x' ? 'o' : 'x';
  return placesOf(grid, side).flatMap(([x, y]) =>
    STRAIGHT.filter(([dx, dy]) => grid[y + dy]?.[x + dx] === other).map(
      ([dx, dy]) => `${put(grid, [x, y, '.'], [x + dx, y + dy, side])} ${other}`,
    ),
  );
};

const konane: PlainRules = (position) => {
  const { grid, side } = read(position);
  const other = side === 'b' ? 'w' : 'b';
  const gaps = placesOf(grid, '.');
  const [columns, rows] = [grid[0].length, grid.length];
  if (gaps.length === 0) {
    const ends = (n: number): number[] => [0, n - 1];
    const middle = (n: number): number[] => [Math.floor((n - 1) / 2), Math.ceil((n - 1) / 2)];
    return placesOf(grid, 'b')
      .filter(([x, y]) => [ends, middle].some((ofSide) => ofSide(columns).includes(x) && ofSide(rows).includes(y)))
      .map(([x, y]) => `${put(grid, [x, y, '.'])} w`);
  }
  if (gaps.length === 1) {
    return STRAIGHT.map(([dx, dy]): [number, number] => [gaps[0][0] + dx, gaps[0][1] + dy])
      .filter(([x, y]) => grid[y]?.[x] === 'w')
      .map(([x, y]) => `${put(grid, [x, y, '.'])} b`);
  }
  return placesOf(grid, side).flatMap(([x, y]) =>
    STRAIGHT.flatMap(([dx, dy]) => {
      const boards: string[] = [];
      const taken: [number, number, string][] = [[x, y, '.']];
      for (let far = 2; ; far += 2) {
        const over = [x + (far - 1) * dx, y + (far - 1) * dy] as const;
        const to = [x + far * dx, y + far * dy] as const;
        if (grid[over[1]]?.[over[0]] !== other || grid[to[1]]?.[to[0]] !== '.') return boards;
        taken.push([...over, '.']);
        boards.push(`${put(grid, ...taken, [...to, side])} ${other}`);
      }
    }),
  );
};

/** Lines are letters of a drawing: rows of flat ones and of upright ones in turn. Boxes are not counted: at the end none is to come. */
const dotsAndBoxes: PlainRules = (position) => {
  const { grid, side } = read(position);
  const closed = (drawn: Grid): number =>
    drawn.flatMap((row, y) =>
      y % 2 === 1
        ? row.slice(1).filter((right, x) => [row[x], right, drawn[y - 1][x], drawn[y + 1][x]].every((c) => c === 'x'))
        : [],
    ).length;
  const left = placesOf(grid, '.');
  if (left.length === 0) return 'drawn';
  return left.map(([x, y]) => {
    const after = put(grid, [x, y, 'x']);
    const again = closed(read(after).grid) > closed(grid);
    return `${after} ${(side === 'A') === again ? 'A' : 'B'}`;
  });
};

const hex: PlainRules = (position) => {
  const { grid, side } = read(position);
  const last = grid.length - 1;
  const other = side === 'x' ? 'o' : 'x';
  const along = other === 'x' ? 0 : 1;
  const beside: readonly Step[] = [...STRAIGHT, [1, 1], [-1, -1]];
  const start = placesOf(grid, other).filter((cell) => cell[along] === 0);
  const crossed = (reached: ReadonlySet<string>): boolean =>
    [...reached].some((cell) => Number(cell.split(',')[along]) === last);
  if (reaches(grid, start, beside, crossed)) return 'lost';
  return placesOf(grid, '.').map(([x, y]) => `${put(grid, [x, y, side])} ${other}`);
};

const amazons: PlainRules = (position) => {
  const { grid, side } = read(position);
  const flights = (on: Grid, [x, y]: readonly [number, number]): [number, number][] =>
    AROUND.flatMap(([dx, dy]) => {
      const cells: [number, number][] = [];
      for (let far = 1; on[y + far * dy]?.[x + far * dx] === '.'; far++) cells.push([x + far * dx, y + far * dy]);
      return cells;
    });
  return placesOf(grid, side).flatMap((from) =>
    flights(grid, from).flatMap((to) => {
      const moved = read(put(grid, [...from, '.'], [...to, side])).grid;
      return flights(moved, to).map((aim) => `${put(moved, [...aim, 'x'])} ${side === 'w' ? 'b' : 'w'}`);
    }),
  );
};

/** @param left goats with which the tigers have won */
const tigers =
  (left: number): PlainRules =>
  (position) => {
    const { grid, side, hand } = read(position);
    const waiting = hand.replace('-', '').length;
    const goats = placesOf(grid, 'g');
    if (side === 'goats' && goats.length + waiting === left) return 'lost';
    if (side === 'goats' && waiting > 0) {
      const rest = 'g'.repeat(waiting - 1) || '-';
      return placesOf(grid, '.').map(([x, y]) => `${put(grid, [x, y, 'g'])} tigers ${rest}`);
    }
    // The first point of the lowest rank has diagonals, and so has every second one.
    const linesFrom = ([x, y]: readonly [number, number]): readonly Step[] =>
      (x + grid.length - 1 - y) % 2 === 0 ? AROUND : STRAIGHT;
    const [letter, next] = side === 'goats' ? ['g', 'tigers'] : ['t', 'goats'];
    return placesOf(grid, letter).flatMap((from) =>
      linesFrom(from).flatMap(([dx, dy]) => {
        const [x, y] = [from[0] + dx, from[1] + dy];
        if (grid[y]?.[x] === '.') return [`${put(grid, [...from, '.'], [x, y, letter])} ${next} ${hand}`];
        if (letter === 'g' || grid[y]?.[x] !== 'g' || grid[y + dy]?.[x + dx] !== '.') return [];
        return [`${put(grid, [...from, '.'], [x, y, '.'], [x + dx, y + dy, 't'])} ${next} ${hand}`];
      }),
    );
  };

const linesOfAction: PlainRules = (position) => {
  const { grid, side } = read(position);
  const other = side === 'b' ? 'w' : 'b';
  const whole = (letter: string): boolean => {
    const men = placesOf(grid, letter);
    return reaches(grid, men.slice(0, 1), AROUND, (reached) => reached.size === men.length);
  };
  if (whole(other)) return 'lost';
  if (whole(side)) return 'won';
  const menAlong = (x: number, y: number, [dx, dy]: Step): number => {
    let men = 0;
    for (let far = -grid.length; far < grid.length; far++) {
      if ('bw'.includes(grid[y + far * dy]?.[x + far * dx] ?? '.')) men++;
    }
    return men;
  };
  return placesOf(grid, side).flatMap(([x, y]) =>
    AROUND.flatMap((step) => {
      const far = menAlong(x, y, step);
      const cells = Array.from({ length: far }, (_, i) => [x + (i + 1) * step[0], y + (i + 1) * step[1]] as const);
      const seen = cells.map(([cx, cy]) => grid[cy]?.[cx]);
      const to = seen.pop();
      if (to === undefined || to === side || seen.includes(other)) return [];
      return [`${put(grid, [x, y, '.'], [...cells[far - 1], side])} ${other}`];
    }),
  );
};

const pongHauKi: PlainRules = (position) => {
  const [board, side] = position.split(' ');
  const points = Array.from(board.replaceAll('/', ''));
  // The upper corners, the centre, the lower corners.
  const lines = ['02', '12', '32', '42', '03', '14', '34'];
  const free = points.indexOf('.');
  return points.flatMap((man, at) => {
    if (man !== side || !lines.some((line) => line === `${at}${free}` || line === `${free}${at}`)) return [];
    const after = points.with(at, '.').with(free, side);
    return [`${after.slice(0, 2).join('')}/${after[2]}/${after.slice(3).join('')} ${side === 'B' ? 'W' : 'B'}`];
  });
};

const ataxx: PlainRules = (position) => {
  const { grid, side } = read(position);
  const other = side === 'x' ? 'o' : 'x';
  const movesOf = (mover: string): string[] =>
    placesOf(grid, '.').flatMap(([x, y]) => {
      const opposed = mover === 'x' ? 'o' : 'x';
      const turned = placesOf(grid, opposed).filter(([ox, oy]) => Math.max(Math.abs(ox - x), Math.abs(oy - y)) === 1);
      const come = (from: readonly [number, number, string][]): string =>
        `${put(grid, ...from, ...turned.map(([ox, oy]) => [ox, oy, mover] as const), [x, y, mover])} ${opposed}`;
      return placesOf(grid, mover).flatMap(([mx, my]) => {
        const far = Math.max(Math.abs(mx - x), Math.abs(my - y));
        return far === 1 ? [come([])] : far === 2 ? [come([[mx, my, '.']])] : [];
      });
    });
  const [own, others] = [placesOf(grid, side).length, placesOf(grid, other).length];
  const moves = movesOf(side);
  if (own > 0 && others > 0 && moves.length > 0) return moves;
  if (own > 0 && others > 0 && movesOf(other).length > 0) return [`${put(grid)} ${other}`];
  return own > others ? 'won' : own < others ? 'lost' : 'drawn';
};

export const plain = {
  amazons,
  ataxx,
  clobber,
  domineering,
  dotsAndBoxes,
  hex,
  konane,
  linesOfAction,
  pongHauKi,
  tigers,
};
