import type { Sheet } from '../verify/index.ts';

/**
 * What is done with the indices of a sheet (verify/replay.ts). `fill` reads the stored cells, and confines those of a sheet that is to be
 * whole; only such a sheet is extended. `verify` is for the slice that is verified.
 */
export type SheetPass = 'fill' | 'extend' | 'verify';

/** Indices that a thread claims at a time. Trees are read fast in long stretches; a replay takes some hundredths of a second. */
const CHUNKS: Readonly<Record<SheetPass, number>> = { fill: 1 << 16, extend: 1 << 13, verify: 1 << 13 };
/** Work an index, for progress. */
const WORK: Readonly<Record<SheetPass, number>> = { fill: 1, extend: 2, verify: 2 };

/** A pass over the last of some sheets. */
export interface SheetStep {
  readonly pass: SheetPass;
  readonly sheets: readonly Sheet[];
  readonly chunk: number;
  readonly work: number;
}

/**
 * Returns all passes that verify the slice of the last sheet, in order.
 * @param sheets each after those of the slices below it
 * @param filled those on which all passes but `verify` have been made
 */
export function sheetSteps(sheets: readonly Sheet[], filled: readonly Sheet[]): readonly SheetStep[] {
  return sheets.flatMap((sheet, i) => {
    const before = sheets.slice(0, i + 1);
    const filling: SheetPass[] = filled.includes(sheet) ? [] : sheet.whole ? ['fill', 'extend'] : ['fill'];
    const passes: SheetPass[] = i === sheets.length - 1 ? [...filling, 'verify'] : filling;
    return passes.map((pass) => ({ pass, sheets: before, chunk: CHUNKS[pass], work: WORK[pass] * sheet.space.size }));
  });
}

/** A sheet for another thread. */
export interface SheetOrder {
  readonly table: string;
  readonly slice: string;
  readonly whole: boolean;
  readonly memory: SharedArrayBuffer;
}
