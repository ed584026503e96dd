/** The lines that a driver of engines sends (UCI, S. Meyer-Kahlen, 2006), as commands. */

/** How long and how far a search may go. Times are milliseconds. */
export interface Limits {
  readonly wtime?: number;
  readonly btime?: number;
  readonly winc?: number;
  readonly binc?: number;
  readonly movestogo?: number;
  readonly movetime?: number;
  readonly depth?: number;
  readonly nodes?: number;
  readonly mate?: number;
  readonly infinite?: true;
  readonly ponder?: true;
  /** The only moves that may be played, as the driver names them. */
  readonly searchmoves?: readonly string[];
}

/** What a line asks. */
export type UciCommand =
  | { readonly name: 'uci' | 'isready' | 'ucinewgame' | 'stop' | 'ponderhit' | 'quit' | 'nothing' }
  | { readonly name: 'debug'; readonly isOn: boolean }
  | { readonly name: 'setoption'; readonly option: string; readonly value: string }
  /** `text` is what stands behind the word "position". */
  | { readonly name: 'position'; readonly text: string }
  | { readonly name: 'go'; readonly limits: Limits }
  | { readonly name: 'unknown'; readonly text: string };

const PLAIN = ['uci', 'isready', 'ucinewgame', 'stop', 'ponderhit', 'quit'] as const;
const NUMBERS = [
  'wtime',
  'btime',
  'winc',
  'binc',
  'movestogo',
  'movetime',
  'depth',
  'nodes',
  'mate',
] as const satisfies readonly (keyof Limits)[];
const SWITCHES = ['infinite', 'ponder'] as const satisfies readonly (keyof Limits)[];
const WORDS: ReadonlySet<string> = new Set([...NUMBERS, ...SWITCHES, 'searchmoves']);
/** Numbers beyond it, such as clocks of months, count as it: timers take no more milliseconds. */
const MOST = 2_000_000_000;

/** Reads a line; what no rule of the protocol covers is `unknown`, and an empty line is `nothing`. */
export function readCommand(line: string): UciCommand {
  const text = line.trim();
  const [word] = text.split(/\s+/, 1);
  const rest = text.slice(word.length).trim();
  if (word === '') return { name: 'nothing' };
  const plain = PLAIN.find((each) => each === word);
  if (plain !== undefined) return { name: plain };
  if (word === 'debug') return { name: 'debug', isOn: rest === 'on' };
  if (word === 'position') return { name: 'position', text: rest };
  if (word === 'go') return { name: 'go', limits: readLimits(rest) };
  if (word === 'setoption') {
    const [, option, value = ''] = /^name\s+(.+?)(?:\s+value(?:\s+(.*))?)?$/.exec(rest) ?? [];
    if (option !== undefined) return { name: 'setoption', option, value };
  }
  return { name: 'unknown', text };
}

/** Reads the limits behind "go". A number that is missing or none is left out, like words that mean nothing. */
function readLimits(text: string): Limits {
  const words = text.split(/\s+/);
  const limits: Record<string, number | true | string[]> = {};
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (SWITCHES.some((each) => each === word)) limits[word] = true;
    else if (word === 'searchmoves') {
      const moves: string[] = [];
      while (i + 1 < words.length && !WORDS.has(words[i + 1])) moves.push(words[++i]);
      if (moves.length > 0) limits[word] = moves;
    } else if (NUMBERS.some((each) => each === word) && /^-?\d+$/.test(words[i + 1] ?? '')) {
      limits[word] = Math.max(0, Math.min(MOST, Number(words[++i])));
    }
  }
  return limits;
}
