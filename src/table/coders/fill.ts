import type { Cells } from '../coder.ts';

/**
 * Writes a code for each cell to `out`, with the codes of don't-cares chosen for the fewest runs of equal codes. A run
 * continues as long as some code suits all of its cells. That is optimal: a run that ended earlier could not make the
 * next one end later.
 */
export function fillRuns({ length, codes, dontCare }: Cells, out: Uint8Array | Uint16Array): void {
  let start = 0;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    const code = codes[i];
    const least = dontCare !== undefined && ((dontCare[i >> 3] >> (i & 7)) & 1) === 1 ? 0 : code;
    if (least > high || code < low) {
      out.fill(high, start, i);
      start = i;
      low = least;
      high = code;
    } else {
      if (least > low) low = least;
      if (code < high) high = code;
    }
  }
  if (length > 0) out.fill(high, start, length);
}
