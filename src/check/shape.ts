import { CHESSMEN } from '../game/contract.ts';
import { DOMAINS } from '../game/value.ts';

/** A member of a would-be game that is missing or has another type. */
export interface ShapeProblem {
  /** Path of the member: `schema.board.cells`. */
  readonly member: string;
  /** Its present type or value: `missing`, `a string`. */
  readonly is: string;
  /** The type that the contract asks for. */
  readonly expected: string;
}

type Members = Readonly<Record<string, unknown>>;

/** Functions that every game has, and the purpose of each. */
const REQUIRED = {
  moves: 'moves(p, out): writes all moves to out and returns how many',
  play: 'play(p, move): plays a move through the position and passes the turn',
  ended: 'ended(p): the value for the side to move if the game is over, else undefined',
  parse: 'parse(p, text): fills p from the notation',
  format: 'format(p): the position in the notation',
  formatMove: 'formatMove(p, move): the name of a move',
  draw: 'draw(p): a drawing in plain text',
} as const;

const OPTIONAL = [
  'legal',
  'stuck',
  'unmoves',
  'unplay',
  'shift',
  'unshift',
  'zeroes',
  'annotate',
  'question',
  'dead',
] as const;

/** Most cells of a board: cells are bytes, and 255 means "no cell". */
const MOST_CELLS = 255;

/**
 * Returns every problem of `value` in the order of the members; none if it has the shape of a `Game`. Runs no rules.
 */
export function shapeProblems(value: unknown): ShapeProblem[] {
  if (typeof value === 'function') {
    return [{ member: 'the game', is: 'a function', expected: 'the object itself; export what the function returns' }];
  }
  if (!isObject(value)) return [{ member: 'the game', is: kindOf(value), expected: 'an object' }];
  const shape = new Shape();
  shape.text(value, 'id', 'a lower-case name with dashes, such as "my-game"', /^[a-z0-9]+(-[a-z0-9]+)*$/);
  shape.text(value, 'title', 'a name for people');
  shape.whole(
    value,
    'version',
    1,
    Number.MAX_SAFE_INTEGER,
    'a whole number from 1, which counts the changes of the rules',
  );
  schemaProblems(shape, value['schema']);
  domainProblems(shape, value['domain']);
  shape.text(value, 'initial', 'the first position in the notation of the game');
  shape.whole(value, 'maxMoves', 1, 1e6, 'the most moves of any position');
  for (const [name, expected] of Object.entries(REQUIRED)) {
    if (typeof value[name] !== 'function') shape.add(name, value[name], `a function ${expected}`);
  }
  for (const name of OPTIONAL) {
    if (!['function', 'undefined'].includes(typeof value[name])) shape.add(name, value[name], 'a function, or nothing');
  }
  for (const [one, other] of [
    ['unmoves', 'unplay'],
    ['unplay', 'unmoves'],
    ['unshift', 'unmoves'],
  ] as const) {
    if (value[one] !== undefined && value[other] === undefined) {
      shape.add(other, undefined, `a function, since ${one} is given`);
    }
  }
  optionalData(shape, value);
  return shape.problems;
}

/** Collects problems; each helper tests one member. */
class Shape {
  readonly problems: ShapeProblem[] = [];

  add(member: string, value: unknown, expected: string): void {
    this.problems.push({ member, is: kindOf(value), expected });
  }

  text(of: Members, name: string, expected: string, pattern = /\S/): void {
    const value = of[name];
    if (typeof value !== 'string' || !pattern.test(value)) this.add(name, value, expected);
  }

  whole(of: Members, name: string, least: number, most: number, expected: string, member = name): void {
    const value = of[name];
    if (!isWhole(value, least, most)) this.add(member, value, expected);
  }
}

function schemaProblems(shape: Shape, schema: unknown): void {
  if (!isObject(schema)) return shape.add('schema', schema, 'an object with board, content and kinds');
  const { board, content, kinds, seeds, mark, stacks, filled, mover, apart } = schema;
  const cells = boardProblems(shape, board);
  if (content !== 'pieces' && content !== 'seeds') shape.add('schema.content', content, '"pieces" or "seeds"');
  if (content === 'seeds')
    shape.whole(schema, 'seeds', 1, 255, 'the most seeds on the board, 1 to 255', 'schema.seeds');
  else if (seeds !== undefined) shape.add('schema.seeds', seeds, 'nothing, since the content is not "seeds"');
  if (!Array.isArray(kinds)) shape.add('schema.kinds', kinds, 'a list of kinds of men (empty for seeds)');
  else kindProblems(shape, kinds, content);
  if (mark !== undefined) {
    const letters = Array.isArray(kinds) ? kinds.map((kind) => (isObject(kind) ? kind['letter'] : undefined)) : [];
    for (const name of ['on', 'against']) {
      const letter = isObject(mark) ? mark[name] : undefined;
      if (!letters.includes(letter)) shape.add(`schema.mark.${name}`, letter, 'the letter of one of the kinds');
    }
  }
  const isCell = (cell: unknown): boolean => isWhole(cell, 0, cells - 1);
  if (stacks !== undefined && !(Array.isArray(stacks) && stacks.every((s) => Array.isArray(s) && s.every(isCell)))) {
    shape.add('schema.stacks', stacks, 'lists of cells, bottom first');
  }
  if (filled !== undefined && !(Array.isArray(filled) && filled.every(isCell))) {
    shape.add('schema.filled', filled, 'a list of cells');
  }
  for (const [name, value] of Object.entries({ mover, apart })) {
    if (value !== undefined && typeof value !== 'function')
      shape.add(`schema.${name}`, value, 'a function, or nothing');
  }
}

/** @returns the number of cells, 0 if it is unknown */
function boardProblems(shape: Shape, board: unknown): number {
  if (!isObject(board)) {
    shape.add('schema.board', board, 'a board, such as grid(width, height)');
    return 0;
  }
  const { cells, links, names, rows } = board;
  shape.whole(board, 'cells', 1, MOST_CELLS, `a number of cells, 1 to ${MOST_CELLS}`, 'schema.board.cells');
  const count = isWhole(cells, 1, MOST_CELLS) ? cells : 0;
  const isCell = (cell: unknown): boolean => isWhole(cell, 0, count - 1);
  if (!Array.isArray(links) || !links.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isCell))) {
    shape.add('schema.board.links', links, `pairs of neighbouring cells, each 0 to ${count - 1}`);
  }
  const distinct = Array.isArray(names) && new Set(names).size === count && names.every((n) => typeof n === 'string');
  if (!distinct || (names as unknown[]).length !== count) {
    shape.add('schema.board.names', names, `${count} different names, one for each cell`);
  }
  const isDrawn = (cell: unknown): boolean => cell === -1 || isCell(cell);
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row) && row.every(isDrawn))) {
    shape.add('schema.board.rows', rows, 'rows of cells for a drawing, top first, with -1 for a gap');
  }
  return count;
}

function kindProblems(shape: Shape, kinds: readonly unknown[], content: unknown): void {
  if (content === 'pieces' && kinds.length === 0) shape.add('schema.kinds', kinds, 'at least one kind of man');
  const letters = new Set<unknown>();
  kinds.forEach((kind, i) => {
    const member = `schema.kinds[${i}]`;
    if (!isObject(kind)) return shape.add(member, kind, 'an object with letter and max');
    const { letter, cells } = kind;
    if (typeof letter !== 'string' || !/^[A-Z]$/.test(letter) || letters.has(letter)) {
      shape.add(`${member}.letter`, letter, 'one upper-case letter that no other kind has');
    }
    letters.add(letter);
    const bounds = { max: 'the most men of a side', min: 'the fewest men of a side', reserve: 'the most men in hand' };
    for (const [name, expected] of Object.entries(bounds)) {
      if (name !== 'max' && kind[name] === undefined) continue;
      shape.whole(kind, name, 0, MOST_CELLS, `${expected}, 0 to ${MOST_CELLS}`, `${member}.${name}`);
    }
    if (cells !== undefined && typeof cells !== 'function') {
      shape.add(`${member}.cells`, cells, 'a function cells(cell, side), or nothing');
    }
  });
}

function domainProblems(shape: Shape, domain: unknown): void {
  const known = isObject(domain) && DOMAINS.some((name) => name === domain['name']);
  const whole = known && ['further', 'outcome', 'plies'].every((name) => typeof domain[name] === 'function');
  if (!whole) shape.add('domain', domain, 'OUTCOME or SCORE of endgame-lab/game');
}

function optionalData(shape: Shape, game: Members): void {
  const { tables, endgames, chessmen, schema, example, notations, lines } = game;
  if (tables !== undefined && tables !== 'one' && tables !== 'each') shape.add('tables', tables, '"one" or "each"');
  if (endgames !== undefined && !(Array.isArray(endgames) && endgames.every((name) => typeof name === 'string'))) {
    shape.add('endgames', endgames, 'a list of names of tables');
  }
  if (example !== undefined) shape.text(game, 'example', 'a position in the notation of the game, or nothing');
  const isNotation = (value: unknown): boolean =>
    isObject(value) && typeof value['name'] === 'string' && typeof value['example'] === 'string';
  if (notations !== undefined && !(Array.isArray(notations) && notations.every(isNotation))) {
    shape.add('notations', notations, 'a list of objects with name and example, both texts');
  }
  const isLine = (value: unknown): boolean =>
    Array.isArray(value) && value.every((cell) => isWhole(cell, 0, MOST_CELLS));
  if (lines !== undefined && !(Array.isArray(lines) && lines.every(isLine)))
    shape.add('lines', lines, 'lists of cells');
  if (chessmen === undefined) return;
  const kinds = isObject(schema) && Array.isArray(schema['kinds']) ? schema['kinds'].length : 0;
  const men: readonly unknown[] = CHESSMEN;
  if (!Array.isArray(chessmen) || chessmen.length !== kinds || !chessmen.every((man) => men.includes(man))) {
    shape.add('chessmen', chessmen, `for each of the ${kinds} kinds one of ${CHESSMEN.join(', ')}`);
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return value.length > 30 ? 'a string' : JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
