/**
 * An oracle for games of k in a row, with and without gravity, which shares no line with the rules or the engine.
 * Boards are strings, rows come from walking, and values from plain recursion over all positions that can be reached.
 */

export interface RowGame {
  readonly columns: number;
  readonly rows: number;
  readonly inRow: number;
  /** Whether men fall to the lowest empty cell of their column. */
  readonly gravity: boolean;
}

/** Plies to the end, positive if the side to move wins, negative if it loses (-0 if it has lost), "draw" else. */
export type Outcome = { readonly result: 'win' | 'draw' | 'loss'; readonly plies: number };

/** Returns every position that a game can reach, by board (cells from the bottom row up, `.`, `x` and `o`). */
export function solveRows(game: RowGame): Map<string, Outcome> {
  const { columns, rows } = game;
  const known = new Map<string, Outcome>();
  const solve = (board: string, last: number): Outcome => {
    const seen = known.get(board);
    if (seen) return seen;
    const outcome = evaluate(board, last);
    known.set(board, outcome);
    return outcome;
  };
  const evaluate = (board: string, last: number): Outcome => {
    if (last >= 0 && completes(game, board, last)) return { result: 'loss', plies: 0 };
    const men = board.replaceAll('.', '').length;
    if (men === columns * rows) return { result: 'draw', plies: 0 };
    const man = men % 2 === 0 ? 'x' : 'o';
    let best: Outcome | undefined;
    for (let cell = 0; cell < board.length; cell++) {
      if (board[cell] !== '.' || (game.gravity && board[cell - columns] === '.')) continue;
      const reply = solve(board.slice(0, cell) + man + board.slice(cell + 1), cell);
      const mine: Outcome =
        reply.result === 'draw' ? reply : { result: reply.result === 'win' ? 'loss' : 'win', plies: reply.plies + 1 };
      if (best === undefined || worth(mine) > worth(best)) best = mine;
    }
    return best!;
  };
  solve('.'.repeat(columns * rows), -1);
  return known;
}

function worth({ result, plies }: Outcome): number {
  return result === 'draw' ? 0 : result === 'win' ? 1000 - plies : plies - 1000;
}

/** Returns whether the man on `cell` stands in a row that is long enough. */
function completes({ columns, rows, inRow }: RowGame, board: string, cell: number): boolean {
  const x = cell % columns;
  const y = Math.floor(cell / columns);
  const run = (dx: number, dy: number): number => {
    let n = 0;
    for (let i = 1; ; i++) {
      const [cx, cy] = [x + i * dx, y + i * dy];
      if (cx < 0 || cx >= columns || cy < 0 || cy >= rows || board[cy * columns + cx] !== board[cell]) return n;
      n++;
    }
  };
  return [
    [1, 0],
    [0, 1],
    [1, 1],
    [1, -1],
  ].some(([dx, dy]) => 1 + run(dx, dy) + run(-dx, -dy) >= inRow);
}

/** Returns the board in the game's notation: the top row first, then the side to move. */
export function notationOf({ columns, rows }: RowGame, board: string): string {
  const lines = Array.from({ length: rows }, (_, y) => board.slice((rows - 1 - y) * columns, (rows - y) * columns));
  const men = board.replaceAll('.', '').length;
  return `${lines.join('/')} ${men % 2 === 0 ? 'x' : 'o'}`;
}
