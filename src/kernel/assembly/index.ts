/**
 * The word-parallel kernel: backward induction on sets of positions, 64 positions per word. These are the functions
 * that the host calls. All memory is the host's; nothing is allocated here.
 */

import { buildGeometry, GEOMETRY_BYTES, placeGeometry } from './geometry';

export { perform, serve } from './threads';
export { notWonAt, outcomes, wonAt } from './final';
export { useScratch } from './rows';
export { fillSlab, translate, translatePacked } from './slab';

/** Returns the bytes that `layGeometry` needs. */
export function geometryBytes(): u32 {
  return GEOMETRY_BYTES;
}

/** Builds the tables of the board at an address. */
export function layGeometry(at: usize): void {
  placeGeometry(at);
  buildGeometry();
}
