/** What the search of lines and its host agree on. The program is compiled with it, so it holds plain numbers alone. */

/** Most lines through a cell. */
export const MOST_THROUGH_A_CELL = 32;
/** Most lines. */
export const MOST_LINES_IN_ALL = 512;
/** Bytes of an entry of the table of positions. */
export const ENTRY_BYTES = 24;
