import type { Position } from '../../src/game/index.ts';
import { BISHOP, KNIGHT } from './geometry.ts';

/**
 * Returns whether no series of legal moves can mate: kings and one knight, or kings and bishops that all stand on cells
 * of one colour (FIDE, Laws of Chess, article 5.2.2, as far as the men alone tell).
 */
export function dead(p: Position): boolean {
  const { counts, lists, stride } = p;
  let knights = 0;
  let bishops = 0;
  let dark = 0;
  for (const base of [1, 7]) {
    const knight = base + KNIGHT;
    const bishop = base + BISHOP;
    for (let code = base + 1; code < base + 6; code++) {
      if (code !== knight && code !== bishop && counts[code] > 0) return false;
    }
    knights += counts[knight];
    bishops += counts[bishop];
    for (let i = 0; i < counts[bishop]; i++) {
      const cell = lists[bishop * stride + i];
      dark += ((cell >> 3) + cell + 1) & 1;
    }
  }
  if (knights > 0) return knights === 1 && bishops === 0;
  return dark === 0 || dark === bishops;
}
