import type { Game } from '../game/index.ts';

/**
 * How a board is drawn, as far as its schema tells:
 *
 *   squares   men stand on squares, neighbours share an edge
 *   chequers  men stand on the squares of one colour, links are diagonals
 *   points    men stand on points, links are lines
 *   pits      cells hold numbers of seeds
 */
export type BoardStyle = 'squares' | 'chequers' | 'points' | 'pits';

/** A place that one can click: a cell of the rows of the schema's board, where it stands, in squares from the top left. */
export interface BoardSpot {
  readonly cell: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Where the cells of a game are drawn. */
export interface BoardLayout {
  readonly style: BoardStyle;
  /** In squares. */
  readonly width: number;
  readonly height: number;
  readonly spots: readonly BoardSpot[];
  /** Pairs of spots that a line connects (style `points`). */
  readonly lines: readonly (readonly [BoardSpot, BoardSpot])[];
  /** By cell: the spots that a man on it covers, by their cells. A cell of the rows covers itself. */
  readonly covers: readonly (readonly number[])[];
}

/**
 * Returns where the cells of a game are drawn. A cell that stands in no row covers the cells of the rows that it is
 * linked with: so a man may cover several squares, as in the L-game.
 */
export function layoutOf({ schema }: Game): BoardLayout {
  const { board, content } = schema;
  const spots = board.rows.flatMap((row, y) =>
    row.flatMap((cell, x) => (cell < 0 ? [] : [{ cell, name: board.names[cell], x, y }])),
  );
  const spotOf = new Map(spots.map((spot) => [spot.cell, spot]));
  const pairs = board.links.flatMap(([a, b]) => {
    const [one, other] = [spotOf.get(a), spotOf.get(b)];
    return one && other ? [[one, other] as const] : [];
  });
  const hasGaps = board.rows.some((row) => row.includes(-1));
  const all = (test: (dx: number, dy: number) => boolean): boolean =>
    pairs.every(([a, b]) => test(Math.abs(a.x - b.x), Math.abs(a.y - b.y)));
  const style =
    content === 'seeds'
      ? 'pits'
      : !hasGaps && all((dx, dy) => dx + dy === 1)
        ? 'squares'
        : hasGaps && all((dx, dy) => dx === 1 && dy === 1)
          ? 'chequers'
          : 'points';
  const covers = Array.from({ length: board.cells }, (_, cell): number[] => (spotOf.has(cell) ? [cell] : []));
  for (const [a, b] of board.links) {
    if (spotOf.has(a) && !spotOf.has(b)) covers[b].push(a);
    if (spotOf.has(b) && !spotOf.has(a)) covers[a].push(b);
  }
  return {
    style,
    width: Math.max(...board.rows.map((row) => row.length)),
    height: board.rows.length,
    spots,
    lines: style === 'points' ? pairs : [],
    covers,
  };
}

/**
 * Returns the nearest spot in a direction, for arrow keys; the same spot if there is none.
 * @param dx, dy of the direction on the screen, -1 to 1
 * @param isFlipped whether the board is shown from the other side
 */
export function spotBeside(layout: BoardLayout, from: number, dx: number, dy: number, isFlipped = false): number {
  const sign = isFlipped ? -1 : 1;
  const start = layout.spots.find(({ cell }) => cell === from) ?? layout.spots[0];
  let best = start;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of layout.spots) {
    const ahead = sign * ((spot.x - start.x) * dx + (spot.y - start.y) * dy);
    const aside = Math.abs((spot.x - start.x) * dy) + Math.abs((spot.y - start.y) * dx);
    // What lies more to the side than ahead is no neighbour in this direction.
    if (ahead <= 0 || aside > ahead) continue;
    const distance = ahead + 2 * aside;
    if (distance < least) [best, least] = [spot, distance];
  }
  return best.cell;
}
