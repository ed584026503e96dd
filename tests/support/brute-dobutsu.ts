/**
 * An independent solver for dobutsu shogi, which shares nothing with the project but the notation. Boards are strings,
 * and the rules are those of play over the board: lions can be taken, and a lion on the last row has won when its side
 * is to move. Each round evaluates every undecided position again.
 */

export interface DobutsuValue {
  readonly outcome: 'win' | 'draw' | 'loss';
  readonly plies: number;
}

/** Steps as seen from the own side, by the picture around the animal, the far row first. */
const PICTURES: Readonly<Record<string, string>> = {
  L: 'xxx/x.x/xxx',
  G: '.x./x.x/.x.',
  E: 'x.x/.../x.x',
  H: 'xxx/x.x/.x.',
  C: '.x./.../...',
};

interface State {
  /** Twelve letters, the top row first; upper case for the first side, S, which plays upwards. */
  readonly board: string;
  readonly hand: string;
  readonly side: 'S' | 'G';
}

const ORDER = 'GECgec';
const write = ({ board, hand, side }: State): string =>
  `${board.match(/.../g)!.join('/')} ${side} ${
    Array.from(hand)
      .toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
      .join('') || '-'
  }`;
const read = (text: string): State => {
  const [rows, side, hand] = text.split(' ');
  return { board: rows.replaceAll('/', ''), side: side as 'S' | 'G', hand: hand === '-' ? '' : hand };
};

const put = (board: string, at: number, letter: string): string => board.slice(0, at) + letter + board.slice(at + 1);
const own = (side: string, letter: string): boolean =>
  letter !== '.' && (side === 'S') === (letter === letter.toUpperCase());
const lastRow = (side: string): number => (side === 'S' ? 0 : 3);

function reached(side: string, letter: string, from: number): number[] {
  const rows = PICTURES[letter.toUpperCase()].split('/');
  const cells: number[] = [];
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if (rows[dy + 1][dx + 1] !== 'x') continue;
      const y = Math.floor(from / 3) + (side === 'S' ? dy : -dy);
      const x = (from % 3) + (side === 'S' ? dx : -dx);
      if (y >= 0 && y < 4 && x >= 0 && x < 3) cells.push(3 * y + x);
    }
  }
  return cells;
}

function after({ board, hand, side }: State): State[] {
  const other = side === 'S' ? 'G' : 'S';
  const dress = (letter: string): string => (side === 'S' ? letter.toUpperCase() : letter.toLowerCase());
  const next: State[] = [];
  for (const [from, letter] of Array.from(board).entries()) {
    if (!own(side, letter)) continue;
    for (const to of reached(side, letter, from)) {
      if (own(side, board[to])) continue;
      const taken = board[to].toUpperCase();
      const becomes = letter.toUpperCase() === 'C' && Math.floor(to / 3) === lastRow(side) ? dress('H') : letter;
      const gained = taken === '.' || taken === 'L' ? '' : dress(taken === 'H' ? 'C' : taken);
      next.push({ board: put(put(board, from, '.'), to, becomes), hand: hand + gained, side: other });
    }
  }
  for (const letter of new Set(hand)) {
    if (!own(side, letter)) continue;
    for (const [to, there] of Array.from(board).entries()) {
      if (there === '.') next.push({ board: put(board, to, letter), hand: hand.replace(letter, ''), side: other });
    }
  }
  return next;
}

/** Returns the outcome for the side to move if the game is over. */
function over({ board, side }: State): 'win' | 'loss' | undefined {
  const [mine, theirs] = side === 'S' ? ['L', 'l'] : ['l', 'L'];
  if (!board.includes(mine)) return 'loss';
  if (Math.floor(board.indexOf(mine) / 3) === lastRow(side)) return 'win';
  // The other lion is home, unless it can be taken at once.
  const lion = board.indexOf(theirs);
  const home = Math.floor(lion / 3) === lastRow(side === 'S' ? 'G' : 'S');
  const takes = Array.from(board).some(
    (letter, from) => own(side, letter) && reached(side, letter, from).includes(lion),
  );
  return home && !takes ? 'loss' : undefined;
}

/** Returns the value of every position that can be reached from `roots`. */
export function bruteDobutsu(roots: readonly string[]): Map<string, DobutsuValue> {
  const values = new Map<string, DobutsuValue>();
  const before = new Map<string, string[]>();
  const left = new Map<string, number>();
  let settled: string[] = [];
  const queue = [...roots];
  const seen = new Set(queue);
  for (const text of queue) {
    const state = read(text);
    const end = over(state);
    if (end) {
      values.set(text, { outcome: end, plies: 0 });
      settled.push(text);
      continue;
    }
    const next = new Set(after(state).map(write));
    left.set(text, next.size);
    for (const child of next) {
      if (before.has(child)) before.get(child)!.push(text);
      else before.set(child, [text]);
      if (seen.has(child)) continue;
      seen.add(child);
      queue.push(child);
    }
  }
  // Round by round: the values known after `plies` decide their predecessors.
  for (let plies = 1; settled.length > 0; plies++) {
    const decided: string[] = [];
    for (const child of settled) {
      for (const text of before.get(child) ?? []) {
        if (values.has(text)) continue;
        if (values.get(child)!.outcome === 'loss') {
          values.set(text, { outcome: 'win', plies });
          decided.push(text);
          continue;
        }
        left.set(text, left.get(text)! - 1);
        if (left.get(text)! > 0) continue;
        values.set(text, { outcome: 'loss', plies });
        decided.push(text);
      }
    }
    settled = decided;
  }
  for (const text of seen) if (!values.has(text)) values.set(text, { outcome: 'draw', plies: 0 });
  return values;
}
