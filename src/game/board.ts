/**
 * A board: cells with names and links.
 *
 * Links carry the geometry. The board's symmetries are found as the automorphisms of this graph and then tested against
 * the rules. So links need not be what moves follow; they need only be as symmetric as the board is.
 */
export interface Board {
  /** Number of cells, at most 255. */
  readonly cells: number;
  /** Undirected pairs of neighbouring cells. */
  readonly links: readonly (readonly [number, number])[];
  /** Cell names as players write them, unique. */
  readonly names: readonly string[];
  /** Cells of a text drawing, top row first; -1 leaves a gap. */
  readonly rows: readonly (readonly number[])[];
}

const FILES = 'abcdefghijklmnopqrstuvwxyz';

/** Most cells of a board: cells are bytes, and 255 means "no cell". */
const MOST_CELLS = 255;

/**
 * Returns a rectangular board. Cell = rank * width + file, a1 = 0; neighbours share an edge.
 * @throws RangeError for more than 26 files or 255 cells
 */
export function grid(width: number, height: number): Board {
  if (!(width >= 1 && width <= FILES.length && height >= 1 && width * height <= MOST_CELLS)) {
    throw new RangeError(`a board of ${width} x ${height}: at most ${FILES.length} files and ${MOST_CELLS} cells`);
  }
  const links: [number, number][] = [];
  const names: string[] = [];
  const rows: number[][] = [];
  for (let y = 0; y < height; y++) {
    const row: number[] = [];
    for (let x = 0; x < width; x++) {
      const cell = y * width + x;
      names.push(`${FILES[x]}${y + 1}`);
      row.push(cell);
      if (x > 0) links.push([cell - 1, cell]);
      if (y > 0) links.push([cell - width, cell]);
    }
    rows.unshift(row);
  }
  return { cells: width * height, links, names, rows };
}
