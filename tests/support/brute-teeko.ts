/**
 * An independent solver for teeko, which shares nothing with the project. A board is 25 letters, top row first, `B`,
 * `R` and `.`; the distances of four men show whether they are a goal.
 */

export interface BruteTeeko {
  readonly hasGoal: (board: string, side: string) => boolean;
  /** Boards after each move. */
  readonly boardsAfter: (board: string, side: string) => string[];
  /**
   * Plies to the end, positive if `side`, to move, wins within `depth` plies, -1 - plies if it loses, else undefined.
   */
  readonly search: (board: string, side: string, depth: number) => number | undefined;
}

const put = (board: string, at: number, letter: string): string => board.slice(0, at) + letter + board.slice(at + 1);
const other = (side: string): string => (side === 'B' ? 'R' : 'B');

export function bruteTeeko(advanced: boolean): BruteTeeko {
  const hasGoal = (board: string, side: string): boolean => {
    const men = Array.from(board).flatMap((c, i) => (c === side ? [[i % 5, Math.floor(i / 5)] as const] : []));
    if (men.length < 4) return false;
    const [first, ...rest] = men;
    // From the top, a row of four continues in one direction by equal steps of a king.
    const [dx, dy] = [rest[0][0] - first[0], rest[0][1] - first[1]];
    if (Math.max(Math.abs(dx), Math.abs(dy)) === 1) {
      if (rest.every(([x, y], i) => x === first[0] + (i + 1) * dx && y === first[1] + (i + 1) * dy)) return true;
    }
    const xs = [...new Set(men.map(([x]) => x))];
    const ys = [...new Set(men.map(([, y]) => y))];
    if (xs.length !== 2 || ys.length !== 2) return false;
    const width = Math.abs(xs[0] - xs[1]);
    return width === Math.abs(ys[0] - ys[1]) && (advanced || width === 1);
  };

  const boardsAfter = (board: string, side: string): string[] => {
    const own = Array.from(board).flatMap((c, i) => (c === side ? [i] : []));
    const free = Array.from(board).flatMap((c, i) => (c === '.' ? [i] : []));
    if (own.length < 4) return free.map((to) => put(board, to, side));
    const near = (a: number, b: number): boolean =>
      Math.abs((a % 5) - (b % 5)) <= 1 && Math.abs(Math.floor(a / 5) - Math.floor(b / 5)) <= 1;
    return own.flatMap((from) => free.filter((to) => near(from, to)).map((to) => put(put(board, from, '.'), to, side)));
  };

  const search = (board: string, side: string, depth: number): number | undefined => {
    if (hasGoal(board, other(side))) return -1;
    if (depth === 0) return undefined;
    let win: number | undefined;
    let longest: number | undefined = -1;
    for (const next of boardsAfter(board, side)) {
      const v = search(next, other(side), (win ?? depth) - 1);
      if (v !== undefined && v < 0) win = Math.min(win ?? depth, -v);
      else if (v === undefined) longest = undefined;
      else if (longest !== undefined) longest = Math.max(longest, v);
      if (win === 1) return 1;
    }
    if (win !== undefined) return win;
    return longest === undefined ? undefined : -2 - longest;
  };

  return { hasGoal, boardsAfter, search };
}
