import type { Game } from '../game/contract.ts';
import { isEndgameError } from '../game/errors.ts';
import type { Remark } from './finding.ts';
import type { Call } from './traced.ts';

/** The toolkit's own folder in stack traces. */
const OWN = new URL('../', import.meta.url).pathname;

/**
 * Explains an error of the rules in their author's words.
 * @param call the last call of a function of the game, if there was one
 */
export function thrownRemark(game: Game, error: unknown, call: Call | undefined): Remark {
  const where = call === undefined ? {} : placeOfCall(game, call);
  if (isEndgameError(error) && error.code === 'E_RULES') {
    return { ...where, found: error.message, expected: 'rules that the engines can build on', todo: error.hint };
  }
  return { ...where, ...wordsFor(error, call?.name ?? 'the check') };
}

/**
 * Explains that a function of the game has not returned.
 * @param seconds the time limit
 */
export function unreturnedRemark(game: Game, call: Call, seconds: number): Remark {
  return {
    ...placeOfCall(game, call),
    found: `${call.name} was called and had not returned when the time was up (${seconds} s)`,
    expected: 'a function that returns at once',
    todo: `look for a loop in ${call.name} that never ends`,
  };
}

function wordsFor(error: unknown, name: string): Remark {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const place = placeOf(error);
  const at = place === undefined ? '' : ` at ${place}`;
  if (/journal full/.test(message)) {
    return {
      found: `${name} changes the position without end: thousands of changes in one move${at}`,
      expected: 'a move that makes few changes and returns',
      todo: `look for a loop in ${name} that never ends`,
    };
  }
  if (/more men of a kind/.test(message)) {
    return {
      found: `${name} puts more men of a kind on the board than its max in the schema allows${at}`,
      expected: 'at most max men of each kind and side',
      todo: 'raise max of the kind, or let the move take a man off first',
    };
  }
  if (/call stack/.test(message)) {
    return {
      found: `${name} calls itself without end${at}`,
      expected: 'a function that returns',
      todo: `end the recursion in ${name}`,
    };
  }
  const kind = error instanceof Error ? error.name : typeof error;
  return {
    found: `${name} throws ${kind}: ${message.split('\n')[0]}${at}`,
    expected: `${name} returns for every position that play can reach or the schema allows`,
    todo: `mend ${name}`,
  };
}

/** Returns the file and line of the first call outside the toolkit. */
function placeOf(error: unknown): string | undefined {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n').slice(1) : [];
  const line = lines.find((each) => /:\d+:\d+\)?$/.test(each) && !each.includes(OWN) && !each.includes('node:'));
  return line === undefined ? undefined : /([^/\\]+:\d+):\d+\)?$/.exec(line)?.[1];
}

function placeOfCall(game: Game, { name, position, move }: Call): Partial<Remark> {
  if (position === undefined || name === 'format') return move === undefined ? {} : { move: String(move) };
  const text = quietly(() => game.format(position));
  const known = move === undefined || name === 'formatMove' || name === 'unplay' ? undefined : move;
  const named = known === undefined ? undefined : quietly(() => game.formatMove(position, known));
  const shown = named ?? (move === undefined ? undefined : String(move));
  return { ...(text === undefined ? {} : { position: text }), ...(shown === undefined ? {} : { move: shown }) };
}

/** Returns a name, or undefined if naming fails too; another check reports that. */
function quietly(name: () => unknown): string | undefined {
  try {
    const text = name();
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
