import { Position, weightsOf } from '../game/position.ts';
import { codeOf, EMPTY, kindOfCode, NONE, type Schema, sideOfCode } from '../game/schema.ts';
import type { Remark } from './finding.ts';

/** Returns how the position's lists, counts or signature disagree with its cells; undefined if they agree. */
export function bookError(p: Position): Remark | undefined {
  const wrong = p.schema.content === 'seeds' ? seedsBook(p) : menBook(p);
  if (wrong === undefined) return undefined;
  return {
    found: wrong,
    expected: 'cells, lists of men and signature that agree',
    todo: 'change the position only by set, shift (to an empty cell), addReserve, setFlags and pass, with contents that the schema has',
  };
}

function seedsBook({ cells, signature }: Position): string | undefined {
  const sum = cells.reduce((a, b) => a + b, 0);
  return sum === signature ? undefined : `the cells hold ${sum} seeds, the changes so far add up to ${signature}`;
}

function menBook(p: Position): string | undefined {
  const { schema, cells, counts, lists, stride, reserve } = p;
  const codes = 2 * schema.kinds.length;
  const found = new Uint8Array(codes + 1);
  for (const [cell, code] of cells.entries()) {
    if (code > codes) return `cell ${schema.board.names[cell]} holds ${code}, which is no code of a man`;
    if (code === EMPTY) continue;
    found[code]++;
    if (lists[p.listIndex(cell)] !== cell) return `the man on ${schema.board.names[cell]} is in no list`;
  }
  const weights = weightsOf(schema);
  let signature = 0;
  for (let code = 1; code <= codes; code++) {
    if (found[code] !== counts[code]) {
      return `${found[code]} men ${letterOf(schema, code)} stand on the board, ${counts[code]} are counted`;
    }
    const listed = lists.subarray(code * stride, code * stride + counts[code]);
    if (listed.some((cell) => cells[cell] !== code)) return `a list of men ${letterOf(schema, code)} has a wrong cell`;
    signature += counts[code] * weights.board[code] + reserve[code] * weights.reserve[code];
  }
  return signature === p.signature
    ? undefined
    : 'the men in reserve do not add up (one that was not there was taken out)';
}

/**
 * Returns what the schema does not allow; undefined if the position fits. Index spaces are built for positions that
 * fit.
 * @param p legal and not over
 */
export function misfit(p: Position): Remark | undefined {
  return p.schema.content === 'seeds' ? tooManySeeds(p) : (menMisfit(p) ?? placeMisfit(p) ?? turnMisfit(p));
}

function tooManySeeds({ schema, signature }: Position): Remark | undefined {
  const most = schema.seeds ?? 0;
  if (signature <= most) return undefined;
  return {
    found: `${signature} seeds lie on the board`,
    expected: `at most ${most}, as schema.seeds says`,
    todo: 'raise schema.seeds, or sow no more seeds than were taken up',
  };
}

function menMisfit({ schema, counts, reserve }: Position): Remark | undefined {
  for (let code = 1; code <= 2 * schema.kinds.length; code++) {
    const { max, min = 0, reserve: most = 0 } = schema.kinds[kindOfCode(schema, code)];
    const men = `men ${letterOf(schema, code)}`;
    if (counts[code] > max || counts[code] < min) {
      return {
        found: `${counts[code]} ${men} stand on the board`,
        expected: `${min} to ${max}, as min and max of the kind say`,
        todo: `change min or max of the kind, or the rules; where the game is then over, let ended say so`,
      };
    }
    if (reserve[code] > most) {
      return {
        found: `${reserve[code] > 127 ? `${256 - reserve[code]} too few` : reserve[code]} ${men} are in reserve`,
        expected: `0 to ${most}, as reserve of the kind says`,
        todo: 'raise reserve of the kind, or let moves take only men that are in reserve',
      };
    }
  }
  return undefined;
}

function placeMisfit(p: Position): Remark | undefined {
  const { schema, cells } = p;
  const { names } = schema.board;
  for (const [cell, code] of cells.entries()) {
    if (code === EMPTY) continue;
    const allowed = schema.kinds[kindOfCode(schema, code)].cells;
    if (allowed !== undefined && !allowed(cell, sideOfCode(schema, code))) {
      return {
        found: `a man ${letterOf(schema, code)} stands on ${names[cell]}`,
        expected: 'only cells that cells(cell, side) of the kind allows',
        todo: 'allow the cell, or let ended say that the game is over there',
      };
    }
  }
  const bare = schema.filled?.find((cell) => cells[cell] === EMPTY);
  if (bare !== undefined) {
    return {
      found: `cell ${names[bare]} is empty`,
      expected: 'a man on it, as schema.filled says',
      todo: 'leave the cell out of schema.filled',
    };
  }
  for (const stack of schema.stacks ?? []) {
    const gap = stack.findIndex((cell, i) => i > 0 && cells[cell] !== EMPTY && cells[stack[i - 1]] === EMPTY);
    if (gap < 0) continue;
    return {
      found: `the man on ${names[stack[gap]]} has nothing under it`,
      expected: 'stacks without gaps, as schema.stacks says',
      todo: 'let men come to rest on others, or leave the stack out of schema.stacks',
    };
  }
  return apartMisfit(p);
}

function apartMisfit({ schema, cells }: Position): Remark | undefined {
  const { apart, kinds, board } = schema;
  if (apart === undefined) return undefined;
  const letter = (cell: number): string => kinds[kindOfCode(schema, cells[cell])].letter;
  for (let a = 0; a < cells.length; a++) {
    for (let b = 0; b < cells.length; b++) {
      if (cells[a] === EMPTY || cells[b] === EMPTY || sideOfCode(schema, cells[a]) === sideOfCode(schema, cells[b])) {
        continue;
      }
      if (!apart(letter(a), a, letter(b), b)) continue;
      return {
        found: `${letter(a)} on ${board.names[a]} and the other side's ${letter(b)} on ${board.names[b]} stand together`,
        expected: 'that they never do, as schema.apart says',
        todo: 'let legal refuse the position, or let apart say nothing of the pair',
      };
    }
  }
  return undefined;
}

function turnMisfit({ schema, counts, turn, mark, cells }: Position): Remark | undefined {
  const told = schema.mover?.(counts);
  if (told !== undefined && told !== turn) {
    return {
      found: `side ${turn} is to move`,
      expected: `side ${told}, as schema.mover says of these numbers of men`,
      todo: 'leave out mover, let legal refuse the position, or pass the turn as mover has it',
    };
  }
  if (mark === NONE) return undefined;
  const kindNamed = (letter: string): number => schema.kinds.findIndex((kind) => kind.letter === letter);
  const on = schema.mark && codeOf(schema, kindNamed(schema.mark.on), turn === 0 ? 1 : 0);
  const against = schema.mark && codeOf(schema, kindNamed(schema.mark.against), turn);
  if (on !== undefined && cells[mark] === on && counts[against!] > 0) return undefined;
  return {
    found: `cell ${schema.board.names[mark]} is marked`,
    expected: schema.mark
      ? `a mark only on a man ${schema.mark.on} of the side that has moved, and only where the other side has men ${schema.mark.against}`
      : 'no mark, since the schema has none',
    todo: 'mark a cell in pass only where the schema has it, or say schema.mark',
  };
}

function letterOf(schema: Schema, code: number): string {
  const { letter } = schema.kinds[kindOfCode(schema, code)];
  return `${letter} of side ${sideOfCode(schema, code)}`;
}
