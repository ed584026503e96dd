/** The result of backward induction, as bytes. */

import { ILLEGAL_CODE } from '../abi';
import { write } from './bytes';
import { enter, legalLanes, setE, setL, setT, valuesOf } from './rows';

/** With depths: makes the values final, 0 where nothing was decided, 255 where the position is illegal. */
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

/** Without depths: writes two bits per position to `out`, 0 draw, 1 win, 2 loss, 3 illegal. */
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

/** Moves bit i to bit 2 i. */
function spread(bits: u32): u64 {
  let x = <u64>bits;
  x = (x | (x << 16)) & 0x0000ffff0000ffff;
  x = (x | (x << 8)) & 0x00ff00ff00ff00ff;
  x = (x | (x << 4)) & 0x0f0f0f0f0f0f0f0f;
  x = (x | (x << 2)) & 0x3333333333333333;
  return (x | (x << 1)) & 0x5555555555555555;
}

/** With depths: returns the address of the set of won positions (others with a value are lost). */
export function wonAt(side: u32): usize {
  return setT(side);
}

/** Returns the address of the set of positions that are not won; the decided ones among them are lost. */
export function notWonAt(side: u32): usize {
  return setE(side);
}
