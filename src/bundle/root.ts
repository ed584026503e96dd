import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `src` and `games`: `dist` when built, else the checkout. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The extension of the modules there: `.js` or `.ts`. */
export const EXTENSION: string = extname(fileURLToPath(import.meta.url));
/** The same as the loader that esbuild takes for them. */
export const LOADER: 'js' | 'ts' = EXTENSION === '.ts' ? 'ts' : 'js';
