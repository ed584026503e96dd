/** Goals of Teeko: where four men must stand. */

/** Cells of one row of the board. */
export const WIDTH = 5;

/** Steps east and north of the other men of a goal from its lowest, and in a row its westernmost. */
export type Goal = readonly (readonly [number, number])[];

const row = (east: number, north: number): Goal => [1, 2, 3].map((i) => [i * east, i * north] as const);
const square = (side: number): Goal => [
  [side, 0],
  [0, side],
  [side, side],
];
/** The 44 goals of Teeko, as shapes. */
export const STANDARD_GOALS: readonly Goal[] = [row(1, 0), row(0, 1), row(1, 1), row(-1, 1), square(1)];
/** The 58 goals of advanced Teeko, as shapes. */
export const ADVANCED_GOALS: readonly Goal[] = [...STANDARD_GOALS, square(2), square(3), square(4)];

/** A goal as a set of cells, shifted so that its lowest bit is bit 0, and the cells that this bit can be. */
interface Shape {
  readonly bits: number;
  readonly anchors: number;
}

function shapeOf(goal: Goal): Shape {
  const inside = (x: number): boolean => x >= 0 && x < WIDTH;
  let anchors = 0;
  for (let cell = 0; cell < WIDTH * WIDTH; cell++) {
    const [x, y] = [cell % WIDTH, Math.floor(cell / WIDTH)];
    if (goal.every(([east, north]) => inside(x + east) && inside(y + north))) anchors |= 1 << cell;
  }
  return { bits: goal.reduce((bits, [east, north]) => bits | (1 << (east + WIDTH * north)), 1), anchors };
}

/** Shapes in two flat lists, for loops that allocate nothing. */
export interface Shapes {
  readonly bits: Int32Array;
  readonly anchors: Int32Array;
}

/** Returns the shapes of goals. */
export function shapesOf(goals: readonly Goal[]): Shapes {
  const shapes = goals.map(shapeOf);
  return {
    bits: Int32Array.from(shapes, (shape) => shape.bits),
    anchors: Int32Array.from(shapes, (shape) => shape.anchors),
  };
}

/** Returns whether the four men from `at` on in `cells` are a goal. No two shapes have the same bits. */
export function isGoal({ bits, anchors }: Shapes, cells: Uint8Array, at: number): boolean {
  const set = (1 << cells[at]) | (1 << cells[at + 1]) | (1 << cells[at + 2]) | (1 << cells[at + 3]);
  const lowest = 31 - Math.clz32(set & -set);
  const shape = set >>> lowest;
  for (let i = 0; i < bits.length; i++) if (bits[i] === shape) return ((anchors[i] >> lowest) & 1) === 1;
  return false;
}
