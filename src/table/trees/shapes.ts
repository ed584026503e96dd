import type { CellGroup, CellPositions } from '../coder.ts';
import { Features } from '../coders/features.ts';
import { relationsOf } from './board-relations.ts';

/** Groups of cells with the same numbers of men and marks: the same questions are asked about them. */
export interface Shape {
  readonly features: Features;
  readonly groups: readonly CellGroup[];
}

/** Returns the shapes of a table, in the order of their first groups. */
export function cellShapes(positions: CellPositions): readonly Shape[] {
  const shapes = new Map<string, { features: Features; groups: CellGroup[] }>();
  for (const group of positions.groups) {
    const { men, marks } = group;
    const key = `${men} ${marks}`;
    const known = shapes.get(key);
    if (known) known.groups.push(group);
    else shapes.set(key, { features: new Features(relationsOf(positions), men, marks), groups: [group] });
  }
  return [...shapes.values()];
}
