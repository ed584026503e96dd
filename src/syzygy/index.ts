/** Syzygy's endgame files (.rtbw, .rtbz) as a source of exact values. */

export { type SyzygyBounds, SyzygySource } from './source.ts';
export { RTBW, RTBW_DECODER_BYTES, type SyzygyOptions, SyzygyTables } from './tables.ts';
