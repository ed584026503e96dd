import type { Compression } from '../contract.ts';

/** Pages have no compression that answers at once; tables by coders need none. */
export const compression: Compression | undefined = undefined;
