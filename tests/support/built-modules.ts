/**
 * Tests import `src/x.ts` and `games/x.ts`, and run what is built of them: code that vitest transforms is instrumented at
 * every use of an import, and runs at a third of the speed in the loops of the engines.
 */

import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vitest/config';

export function builtModules(root: string): Plugin {
  const library = [join(root, 'src') + sep, join(root, 'games') + sep];
  return {
    name: 'built-modules',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.startsWith('.') || importer === undefined) return undefined;
      const file = resolve(dirname(importer), source);
      // A source that is gone may have left something built behind.
      if (!library.some((folder) => file.startsWith(folder)) || !existsSync(file)) return undefined;
      return join(root, 'dist', relative(root, file)).replace(/\.ts$/, '.js');
    },
  };
}

/** For vitest's `server.deps.external`: what is built is loaded as it is. */
export const BUILT: RegExp = /\/dist\/(?:src|games)\//;
