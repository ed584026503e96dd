/**
 * The word-parallel kernel: backward induction on sets of positions, 64 positions a word. What the host calls. All memory
 * is the host's; nothing is allocated here.
 */

import { buildGeometry, GEOMETRY_BYTES, placeGeometry } from './geometry';

export { perform, serve } from './threads';
export { notWonAt, outcomes, wonAt } from './final';
export { useScratch } from './rows';
export { fillSlab, translate, translatePacked } from './slab';

export function geometryBytes(): u32 {
  return GEOMETRY_BYTES;
}

export function layGeometry(at: usize): void {
  placeGeometry(at);
  buildGeometry();
}
