import {
  EMPTY,
  EndgameError,
  type ForeignNotation,
  gridNotation,
  type Notation,
  type Position,
  type Side,
} from '../../src/game/index.ts';

const SIDES = ['B', 'W'] as const;
const HINT = 'write it like "B:W21,K30:B1,2": side to move, squares of White, squares of Black, K before a king';

/**
 * Returns the FEN of Portable Draughts Notation: the side to move, then the squares of White and of Black, kings with a
 * K: `B:W21,22,K30:B1,2,K5`. A range (`B1-12`) and a full stop at the end are read too. In normal form White comes
 * first and squares ascend.
 * @param king codes of kings by side
 * @param man codes of men by side
 * @param most men and kings that a side has at the start
 * @param width cells of one row
 */
export function fenNotation(
  schema: Position['schema'],
  king: readonly [number, number],
  man: readonly [number, number],
  most: number,
  width: number,
): Notation {
  const { cells } = schema.board;
  const crowning = (cell: number, side: Side): boolean => (side === 0 ? cell >= cells - width : cell < width);
  const fail = (text: string, what: string): never => {
    throw new EndgameError('E_POSITION', `position "${text}": ${what}`, HINT);
  };

  const place = (p: Position, text: string, item: string, side: Side): void => {
    const match = /^(K?)(\d+)(?:-(\d+))?$/.exec(item);
    if (!match) return fail(text, `"${item}" is no square and no K with a square`);
    const first = Number(match[2]);
    const last = Number(match[3] ?? match[2]);
    if (first < 1 || last < first || last > cells) fail(text, `square "${item}", expected 1 to ${cells}`);
    for (let cell = first - 1; cell < last; cell++) {
      if (p.cells[cell] !== EMPTY) fail(text, `two pieces on square ${cell + 1}`);
      if (match[1] === '' && crowning(cell, side)) fail(text, `a man on square ${cell + 1}, where it would be a king`);
      if (p.counts[king[side]] + p.counts[man[side]] >= most) fail(text, `more than ${most} pieces of a side`);
      p.set(cell, match[1] === '' ? man[side] : king[side]);
    }
  };

  const drawing = gridNotation(schema, {
    men: [
      ['B', 'W'],
      ['b', 'w'],
    ],
    sides: ['Black', 'White'],
  });

  return {
    parse(p, text) {
      const [turn = '', ...lists] = text.trim().replace(/\.$/, '').split(':');
      if (turn !== 'B' && turn !== 'W') fail(text, `side to move "${turn}", expected B or W`);
      if (lists.length !== 2) fail(text, `${lists.length} lists of squares, expected 2`);
      const order = lists.map((list) => SIDES.indexOf(list[0] as (typeof SIDES)[number]));
      if (order[0] + order[1] !== 1 || Math.min(...order) < 0) fail(text, 'expected one list for W and one for B');
      p.clear();
      lists.forEach((list, i) => {
        if (list.length > 1) for (const item of list.slice(1).split(',')) place(p, text, item, order[i] as Side);
      });
      p.turn = SIDES.indexOf(turn as (typeof SIDES)[number]) as Side;
      const waiting = (1 - p.turn) as Side;
      if (p.counts[king[waiting]] + p.counts[man[waiting]] === 0) {
        fail(text, `${SIDES[p.turn]} is to move, but the game ended when ${SIDES[waiting]} lost its last piece`);
      }
      p.forget();
    },

    format(p) {
      const list = (side: Side): string =>
        Array.from(p.cells, (code, cell) =>
          code === king[side] ? `K${cell + 1}` : code === man[side] ? String(cell + 1) : '',
        )
          .filter((item) => item !== '')
          .join();
      return `${SIDES[p.turn]}:W${list(1)}:B${list(0)}`;
    },

    draw: drawing.draw,
  };
}

/**
 * Returns the FEN of lidraughts and others, which goes on with the half-moves since the last capture or move of a man,
 * and with the number of the move. No rule here counts moves, so they are left out.
 */
export function countedFen(initial: string): ForeignNotation {
  return {
    name: 'FEN with counters',
    example: `${initial}:H0:F1`,
    form: /:[HF]/,
    translate(text, fail) {
      const [, fen, halfMoves, move] = /^(.*?)(?::H([^:]*))?(?::F([^:]*?))?\.?$/.exec(text)!;
      if (/:[HF]/.test(fen)) fail('expected the counters H and F at the end, in this order');
      for (const [name, count] of Object.entries({ H: halfMoves, F: move })) {
        if (count !== undefined && !/^\d{1,9}$/.test(count))
          fail(`counter "${name}${count}", expected ${name} and a number`);
      }
      return fen;
    },
  };
}
