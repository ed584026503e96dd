/** Syzygy's endgame files (.rtbw, .rtbz) as a source of exact values; the source itself is in source.ts. */

export { RTBW, RTBW_DECODER_BYTES, type SyzygyOptions, SyzygyTables } from './tables.ts';
