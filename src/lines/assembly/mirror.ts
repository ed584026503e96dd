/** Mirror images: the table of positions knows a position and its image by one key. */

/** Length of a row; 0 if the mirror image of a row is another game. */
let width: i32 = 0;
/** The cells of the first column. */
let column: u64 = 0;
/** Most men of a position that is mirrored: with more, images seldom come, and finding them takes time at every position. */
let most: i32 = 0;

/** The key that `findKey` has found: own and other men, mirrored if the image is the lesser. */
export let keyOwn: u64 = 0;
export let keyOther: u64 = 0;
export let isMirrored: bool = false;

/** Sets the length of rows that may be mirrored, else 0. */
export function setRows(cells: i32, row: i32): void {
  width = row;
  most = cells >> 1;
  column = 0;
  for (let cell = 0; row > 0 && cell < cells; cell += row) column |= <u64>1 << cell;
}

/** Finds the key of a position. */
export function findKey(own: u64, other: u64): void {
  keyOwn = own;
  keyOther = other;
  isMirrored = false;
  if (width === 0 || <i32>popcnt(own | other) > most) return;
  const mirroredOwn = mirrored(own);
  if (mirroredOwn > own) return;
  const mirroredOther = mirrored(other);
  if (mirroredOwn === own && mirroredOther >= other) return;
  keyOwn = mirroredOwn;
  keyOther = mirroredOther;
  isMirrored = true;
}

function mirrored(men: u64): u64 {
  let image: u64 = 0;
  for (let left = 0, right = width - 1; left <= right; left++, right--) {
    const apart = <u64>(right - left);
    image |= ((men & (column << left)) << apart) | ((men >> apart) & (column << left));
  }
  return image;
}

export function mirroredCell(cell: u8): u8 {
  const from = <i32>cell % width;
  return <u8>(<i32>cell + width - 1 - 2 * from);
}
