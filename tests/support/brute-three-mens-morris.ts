/**
 * An independent solver for three men's morris, which shares nothing with the project. A board is a string, moves come
 * from the picture of the board, and each round evaluates every undecided position again.
 */

export interface BruteValue {
  readonly outcome: 'win' | 'draw' | 'loss';
  readonly plies: number;
}

/** The picture, top row first; two points are linked if a line of the picture joins them. */
const PICTURE = ['o-o-o', '|\\|/|', 'o-o-o', '|/|\\|', 'o-o-o'];

const linked = (a: number, b: number): boolean => {
  const dy = Math.floor(b / 3) - Math.floor(a / 3);
  const dx = (b % 3) - (a % 3);
  if (Math.max(Math.abs(dx), Math.abs(dy)) !== 1) return false;
  const sign = PICTURE[2 * Math.floor(a / 3) + dy][2 * (a % 3) + dx];
  return sign === (dy === 0 ? '-' : dx === 0 ? '|' : dx === dy ? '\\' : '/');
};

const aligned = (board: string, man: string): boolean =>
  [/^(...)*MMM/, /M..M..M/, /^M...M...M$/, /^..M.M.M..$/].some((line) =>
    new RegExp(line.source.replaceAll('M', man)).test(board),
  );

const put = (board: string, at: number, man: string): string => board.slice(0, at) + man + board.slice(at + 1);

/** Returns the boards (nine letters of `.xo`) after each move of `man`; none once the other side has a line. */
function boardsAfter(board: string, man: string): string[] {
  if (aligned(board, man === 'x' ? 'o' : 'x')) return [];
  const at = (letter: string): number[] => Array.from(board).flatMap((c, i) => (c === letter ? [i] : []));
  const free = at('.');
  const own = at(man);
  if (own.length < 3) return free.map((to) => put(board, to, man));
  return own.flatMap((from) => free.filter((to) => linked(from, to)).map((to) => put(put(board, from, '.'), to, man)));
}

const write = (board: string, man: string): string => {
  const hand = ['x', 'o'].map((side) => side.repeat(3 - Array.from(board).filter((c) => c === side).length)).join('');
  return `${board.slice(0, 3)}/${board.slice(3, 6)}/${board.slice(6)} ${man} ${hand || '-'}`;
};

/** Returns the positions after each move, for every position reachable from the empty board, x to begin. */
export function bruteMoves(): Map<string, string[]> {
  const after = new Map<string, string[]>();
  const queue: [string, string][] = [['.........', 'x']];
  for (const [board, man] of queue) {
    const text = write(board, man);
    if (after.has(text)) continue;
    const other = man === 'x' ? 'o' : 'x';
    const boards = boardsAfter(board, man);
    after.set(
      text,
      boards.map((next) => write(next, other)),
    );
    queue.push(...boards.map((next): [string, string] => [next, other]));
  }
  return after;
}

/**
 * Returns the value of every reachable position. A side without a move, or facing a line, has lost in 0; a position
 * that stays undecided is a draw.
 */
export function bruteThreeMensMorris(): Map<string, BruteValue> {
  const after = bruteMoves();
  const values = new Map<string, BruteValue>();
  for (let plies = 0; ; plies++) {
    const decided: [string, BruteValue][] = [];
    for (const [text, next] of after) {
      if (values.has(text)) continue;
      // Only values of earlier rounds are in the map, so the first win found is the shortest.
      if (next.some((t) => values.get(t)?.outcome === 'loss')) decided.push([text, { outcome: 'win', plies }]);
      else if (next.every((t) => values.get(t)?.outcome === 'win')) decided.push([text, { outcome: 'loss', plies }]);
    }
    if (decided.length === 0) break;
    for (const [text, value] of decided) values.set(text, value);
  }
  for (const text of after.keys()) if (!values.has(text)) values.set(text, { outcome: 'draw', plies: 0 });
  return values;
}
