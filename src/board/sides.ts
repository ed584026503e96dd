import { EMPTY, type Game, Position, type Side } from '../game/index.ts';

/** How the players of a game are called, and which of them has the light men. */
export interface SideNames {
  /** By side. */
  readonly names: readonly [string, string];
  readonly light: Side;
}

const LONG: Readonly<Record<string, string>> = { w: 'White', W: 'White', b: 'Black', B: 'Black' };

/** Returns how the players are called: by the word of the game's notation that changes with the side to move. */
export function sideNames(game: Game): SideNames {
  const p = new Position(game.schema);
  game.parse(p, game.initial);
  const words = ([0, 1] as const).map((side) => {
    p.turn = side;
    return game.format(p).split(/[\s:]+/);
  });
  const at = words[0].findIndex((word, i) => word !== words[1][i]);
  const names = words.map((each, side) => LONG[each[at]] ?? each[at] ?? String(side));
  return { names: [names[0], names[1]], light: names[0] === 'Black' || names[1] === 'White' ? 1 : 0 };
}

/** Returns the name of the man of a kind, such as "rook" in chess, else its letter. */
export function manName({ schema, chessmen }: Game, kind: number): string {
  const { letter } = schema.kinds[kind];
  return chessmen?.[kind] ?? CHESS[letter] ?? letter;
}

const CHESS: Readonly<Record<string, string>> = {
  K: 'king',
  Q: 'queen',
  R: 'rook',
  B: 'bishop',
  N: 'knight',
  P: 'pawn',
};

/**
 * Returns a position in words, for screen readers: who has which men where, what is in hand, and who is to move.
 */
export function positionInWords(game: Game, p: Position, { names }: SideNames): string {
  const { schema } = game;
  const { board, kinds, content } = schema;
  if (content === 'seeds') {
    const pits = board.rows.flat().map((cell) => `${board.names[cell]} ${p.cells[cell]}`);
    return `${pits.join(', ')}. ${names[p.turn]} to move.`;
  }
  const sentences = names.flatMap((name, side) => {
    const men = kinds.flatMap((_, kind) => {
      const code = 1 + side * kinds.length + kind;
      const cells = Array.from(p.cells.keys()).filter((cell) => p.cells[cell] === code && code !== EMPTY);
      const man = kinds.length > 1 ? `${manName(game, kind)} ` : '';
      const held = p.reserve[code] > 0 ? [`${man}${p.reserve[code]} in hand`] : [];
      return [...cells.map((cell) => `${man}${board.names[cell]}`), ...held];
    });
    return men.length > 0 ? [`${name}: ${men.join(', ')}.`] : [];
  });
  return `${sentences.join(' ')} ${names[p.turn]} to move.`.trim();
}
