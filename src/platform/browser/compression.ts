import type { Compression } from '../contract.ts';

/** Absent: pages have no synchronous compression, and tables by coders need none. */
export const compression: Compression | undefined = undefined;
