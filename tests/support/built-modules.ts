import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vitest/config';

/**
 * Makes tests that import `src/x.ts` and `games/x.ts` run the built modules. Vitest instruments every use of an import
 * in the code that it transforms, which then runs at a third of the speed in the loops of the engines.
 */
export function builtModules(root: string): Plugin {
  const library = [join(root, 'src') + sep, join(root, 'games') + sep];
  const site = join(root, 'src', 'web') + sep;
  return {
    name: 'built-modules',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.startsWith('.') || importer === undefined) return undefined;
      const file = resolve(dirname(importer), source);
      // A removed source may have left a built module.
      if (!library.some((folder) => file.startsWith(folder)) || !existsSync(file)) return undefined;
      // The site is built by another compiler, for pages alone.
      if (file.startsWith(site)) return undefined;
      return join(root, 'dist', relative(root, file)).replace(/\.ts$/, '.js');
    },
  };
}

/** For vitest's `server.deps.external`: built modules are loaded unchanged. */
export const BUILT: RegExp = /\/dist\/(?:src|games)\//;
