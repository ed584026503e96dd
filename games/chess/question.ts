/**
 * What chess programs send as a position: FEN, EPD with its operations (S. Edwards, EPD specification, 1995), UCI's
 * "position" command with moves, and a comment at the end.
 */

import { EndgameError, type Move, Position, type Question, type Schema } from '../../src/game/index.ts';
import { latin1Bytes } from './bytes.ts';
import { play, zeroes } from './moves.ts';
import { format, formatMove, parseFullFen, START } from './notation.ts';
import { playableMoves } from './playable.ts';
import { playSan } from './san.ts';

const HINT = 'write FEN or EPD like "8/8/8/8/8/1k6/8/K2R4 w - - 0 1", or "startpos moves e2e4"';
/** A FEN of six fields and no more, which is most of what is asked. */
const PLAIN_FEN = /^[KQRBNPkqrbnp1-8/]+ [wb] \S+ \S+ (\d{1,4}) \d+$/;
/** An operation: its opcode, its operands, and the semicolon that ends it. */
const OPERATION = /^([A-Za-z]\w*)((?:\s+(?:"[^"]*"|[^\s;"]+))*)\s*(;|$)\s*/;
/** Opcodes of the specification. Programs leave out the semicolon after the last operation, if it is one of these. */
const OPCODES = new Set(
  (
    'acn acs am bm ce dm draw_accept draw_claim draw_offer draw_reject eco fmvn hmvc id nic noop pm pv rc resign sm ' +
    'tcgs tcri tcsi c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 v0 v1 v2 v3 v4 v5 v6 v7 v8 v9'
  ).split(' '),
);
/** Most plies of a clock: no game that goes on has more. */
const MOST_CLOCK = 9999;

function fail(text: string, what: string, hint = HINT): never {
  throw new EndgameError('E_POSITION', `position "${text}": ${what}`, hint);
}

/**
 * Reads what a text asks: the position, the clock of the 50-move rule, and the operations of an EPD record.
 * @throws EndgameError E_POSITION, for what is not the position itself; the rest is left to `parse`
 */
export function question(schema: Schema, text: string): Question {
  const plain = PLAIN_FEN.exec(text);
  if (plain !== null) return { position: text, clock: Number(plain[1]) };
  let rest = text.trim().replace(/^position\s+/, '');
  if (!/\s/.test(rest)) rest = rest.replaceAll('_', ' ');
  rest = rest.replace(/^startpos(?=\s|$)/, START).replace(/^fen\s+/, '');
  const fields = rest.split(/\s+/, 4);
  rest = after(rest, fields.length);
  const counter = /^(\d+)(?:\s+(\d+))?(?=[\s;]|$)\s*/.exec(rest);
  if (counter) rest = rest.slice(counter[0].length);
  const clock = counter === null ? undefined : clockOf(text, counter[1]);
  const counters = counter === null ? [] : [counter[1], counter[2]].filter((digits) => digits !== undefined);
  const position = [...fields, ...counters].join(' ');
  const played = /^moves(?=\s|$)\s*/.exec(rest);
  if (played) return follow(schema, text, position, clock ?? 0, rest.slice(played[0].length));
  if (rest === '' || /^(?:#|;|\/\/|\{)/.test(rest)) return { position, clock: clock ?? 0 };
  // What is no operation belongs to the position, whose reader says which field is wrong.
  const first = OPERATION.exec(rest);
  const isField = first === null || (counters.length === 1 && !isComplete(first));
  if (isField) return { position: `${position} ${rest}`, clock: clock ?? 0 };
  const operations = operationsOf(text, rest);
  return { position, clock: clockFrom(text, clock, operations), operations };
}

/** Returns what comes after so many fields. */
function after(text: string, fields: number): string {
  return text.replace(new RegExp(`^(?:\\S+\\s*){${fields}}`), '');
}

function clockOf(text: string, digits: string): number {
  const clock = Number(digits);
  if (clock > MOST_CLOCK) fail(text, `half-move clock "${digits}" is above ${MOST_CLOCK}`, 'count plies, from 0');
  return clock;
}

/** Returns the clock that the fields or the operation `hmvc` give. */
function clockFrom(text: string, clock: number | undefined, operations: Readonly<Record<string, string>>): number {
  const written = operations['hmvc'];
  if (written === undefined) return clock ?? 0;
  if (!/^\d+$/.test(written)) fail(text, `half-move clock "hmvc ${written}" is not a number`, 'count plies, from 0');
  const operand = clockOf(text, written);
  if (clock !== undefined && clock !== operand) {
    fail(text, `two half-move clocks, ${clock} and "hmvc ${written}"`, 'leave one out');
  }
  return operand;
}

/** Returns whether an operation ends with its semicolon, or may do without. */
function isComplete([, opcode, , end]: RegExpExecArray): boolean {
  return end === ';' || OPCODES.has(opcode);
}

function operationsOf(text: string, written: string): Record<string, string> {
  const operations: Record<string, string> = {};
  let rest = written;
  while (rest !== '' && !/^(?:#|\/\/|\{)/.test(rest)) {
    const operation = OPERATION.exec(rest);
    if (operation === null || !isComplete(operation)) {
      fail(text, `unexpected "${rest.split(/\s/, 1)[0]}" after the position`);
    }
    operations[operation[1]] = operation[2].trim();
    rest = rest.slice(operation[0].length);
  }
  return operations;
}

/** Plays moves, in UCI notation or in SAN, from a position, which may have castling rights. */
function follow(schema: Schema, text: string, position: string, clock: number, written: string): Question {
  const p = new Position(schema);
  parseFullFen(p, position);
  let plies = clock;
  for (const name of written.split(/\s+/).filter((word) => word !== '')) {
    const move = moveNamed(p, name);
    if (move === undefined) {
      fail(text, `move "${name}" cannot be played in ${format(p, plies)}`, 'write moves like e2e4 or Nf3');
    }
    plies = zeroes(p, move) ? 0 : plies + 1;
    play(p, move);
    p.forget();
  }
  return { position: format(p, plies), clock: plies };
}

function moveNamed(p: Position, name: string): Move | undefined {
  const { time } = p;
  const playable = playableMoves(p);
  const byName = playable.find((move) => formatMove(p, move) === name);
  if (byName !== undefined) return byName;
  const bytes = latin1Bytes(name);
  if (playSan(p, bytes, bytes.length) !== 0) return undefined;
  const reached = p.key();
  p.rewind(time);
  return playable.find((move) => {
    play(p, move);
    const isSame = p.key() === reached;
    p.rewind(time);
    return isSame;
  });
}
