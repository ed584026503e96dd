/**
 * The word-parallel kernel: backward induction on sets of positions, 64 positions a word. What the host calls. All memory
 * is the host's; nothing is allocated here.
 */

import { buildGeometry, GEOMETRY_BYTES, placeGeometry } from './geometry';
import { write } from './bytes';
import { enter, legalLanes, setE, setL, setT, valuesOf } from './rows';

export { configure, markLegal, useScratch } from './rows';
export { markOut } from './out';
export { fillSlab, translate } from './slab';
export { losses, mates, retire, takeTouched, wins } from './steps';

export function geometryBytes(): u32 {
  return GEOMETRY_BYTES;
}

export function layGeometry(at: usize): void {
  placeGeometry(at);
  buildGeometry();
}

const ILLEGAL: u32 = 255;

/** With depths: values become final, 0 where nothing was decided, 255 where the position is illegal. */
export function finish(side: u32, from: u32, to: u32): void {
  for (let row = from; row < to; row++) {
    const at = <usize>row << 9;
    const values = valuesOf(side) + (<usize>row << 12);
    if (!enter(row)) {
      memory.fill(values, 255, 4096);
      continue;
    }
    for (let inner: u32 = 0; inner < 64; inner++) {
      const word = at + <usize>(inner << 3);
      const v = values + <usize>(inner << 6);
      const legal = legalLanes(side, inner);
      write(v, load<u64>(setE(side) + word) & load<u64>(setL(side) + word), 0);
      write(v, ~legal, ILLEGAL);
    }
  }
}

/** Without depths: one byte a position to `out`, 0 draw, 1 win, 2 loss, 255 illegal. */
export function outcomes(side: u32, from: u32, to: u32, out: usize): void {
  let v = out;
  for (let row = from; row < to; row++) {
    const at = <usize>row << 9;
    const possible = enter(row);
    for (let inner: u32 = 0; inner < 64; inner++, v += 64) {
      memory.fill(v, 0, 64);
      const word = at + <usize>(inner << 3);
      const legal = possible ? legalLanes(side, inner) : 0;
      const decided = legal & ~load<u64>(setE(side) + word);
      const won = load<u64>(setL(side) + word);
      write(v, decided & won, 1);
      write(v, decided & ~won, 2);
      write(v, ~legal, ILLEGAL);
    }
  }
}

/** With depths: address of the set of positions won (others that have a value are lost). */
export function wonAt(side: u32): usize {
  return setT(side);
}
