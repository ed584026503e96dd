/** Values of positions from whole tables in memory. */

import type { Position, Value } from '../../src/game/index.ts';
import type { Slice, Space, Specialization } from '../../src/specialize/index.ts';

/** The part of a table that probes need. An Int16Array has it too, and answers faster than values in less memory. */
export interface Table {
  readonly length: number;
  at(index: number): number | undefined;
}

/**
 * Returns a function for the value of any position of these tables; either colour may be the first side of their names.
 */
export function valuesOf(spec: Specialization, tables: ReadonlyMap<Slice, Table>): (p: Position) => Value {
  const bySignature = new Map<number, { readonly space: Space; readonly table: Table }>();
  for (const [slice, table] of tables) {
    for (const signature of slice.signatures) {
      const entry = { space: spec.space(slice), table };
      bySignature.set(signature, entry);
      bySignature.set(spec.materials.swap(signature), entry);
    }
  }
  return (p) => {
    const { space, table } = bySignature.get(p.signature)!;
    return table.at(space.rank(p)) as Value;
  };
}
