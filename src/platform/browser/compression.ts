import type { Compression, InflateRaw } from '../contract.ts';
import { inflate } from '../inflate.ts';

/** Decompresses raw deflate; contract.ts says what it promises. A page's own decoder is asynchronous. */
export const inflateRaw: InflateRaw = inflate;

/** Absent: pages have no synchronous compression. */
export const compression: Compression | undefined = undefined;
