/** What is left when backward induction has ended, as bytes. */

import { ILLEGAL_CODE } from '../abi';
import { write } from './bytes';
import { enter, legalLanes, setE, setL, setT, valuesOf } from './rows';

/** With depths: values become final, 0 where nothing was decided, 255 where the position is illegal. */
export function finish(side: u32, from: u32, to: u32): void {
  for (let row = from; row < to; row++) {
    const at = <usize>row << 9;
    const values = valuesOf(side) + (<usize>row << 12);
    if (!enter(row)) {
      memory.fill(values, <u8>ILLEGAL_CODE, 4096);
      continue;
    }
    for (let inner: u32 = 0; inner < 64; inner++) {
      const word = at + <usize>(inner << 3);
      const v = values + <usize>(inner << 6);
      const legal = legalLanes(side, inner);
      write(v, load<u64>(setE(side) + word) & load<u64>(setL(side) + word), 0);
      write(v, ~legal, ILLEGAL_CODE);
    }
  }
}

/** Without depths: two bits a position to `out`, 0 draw, 1 win, 2 loss, 3 illegal. */
export function outcomes(side: u32, from: u32, to: u32, out: usize): void {
  let v = out;
  for (let row = from; row < to; row++) {
    const at = <usize>row << 9;
    const possible = enter(row);
    for (let inner: u32 = 0; inner < 64; inner++, v += 16) {
      const word = at + <usize>(inner << 3);
      const illegal = possible ? ~legalLanes(side, inner) : ~(<u64>0);
      const undecided = load<u64>(setE(side) + word);
      const won = load<u64>(setL(side) + word);
      const low = illegal | (~undecided & won);
      const high = illegal | (~undecided & ~won);
      store<u64>(v, spread(<u32>low) | (spread(<u32>high) << 1));
      store<u64>(v + 8, spread(<u32>(low >> 32)) | (spread(<u32>(high >> 32)) << 1));
    }
  }
}

/** Bit i to bit 2 i. */
function spread(bits: u32): u64 {
  let x = <u64>bits;
  x = (x | (x << 16)) & 0x0000ffff0000ffff;
  x = (x | (x << 8)) & 0x00ff00ff00ff00ff;
  x = (x | (x << 4)) & 0x0f0f0f0f0f0f0f0f;
  x = (x | (x << 2)) & 0x3333333333333333;
  return (x | (x << 1)) & 0x5555555555555555;
}

/** With depths: address of the set of positions won (others that have a value are lost). */
export function wonAt(side: u32): usize {
  return setT(side);
}

/** Address of the set of positions that are not won; of the decided ones, those that are lost. */
export function notWonAt(side: u32): usize {
  return setE(side);
}
