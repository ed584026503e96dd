/**
 * Bytes of the program that a contender has to ship: the modules that its entry points import, laid end to end and
 * compressed with brotli at its highest quality. An approximation: the modules are as the compiler emits them (comments
 * and long names included), and packages from outside are named but not counted.
 */

import { readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/** The folder that holds `src` and `games`: `dist` when built, else the checkout. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const EXTENSION = extname(fileURLToPath(import.meta.url));

/** Entry points without extension, from the root; the rules of the game come on top. */
const ENTRIES = {
  raw: ['src/specialize/index'],
  compressed: ['src/specialize/index', 'src/store/pack'],
  compute: ['src/specialize/index', 'src/retrograde/slices'],
  hybrid: ['src/specialize/index', 'src/store/pack', 'src/retrograde/slices', 'src/solve/solver'],
} as const;

export type ContenderKind = keyof typeof ENTRIES;

export interface CodeSize {
  readonly bytes: number;
  readonly modules: number;
  /** Packages that the modules import; not counted. */
  readonly packages: readonly string[];
}

const IMPORT = /^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm;
const TYPE_ONLY = /^\s*(?:import|export)\s+type\b/;

/** @param gameId the game whose rules are shipped, by the name of its file in games/ */
export function codeSize(kind: ContenderKind, gameId: string): CodeSize {
  const packages = new Set<string>();
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path)) return;
    const text = readFileSync(path, 'utf8');
    texts.set(path, text);
    for (const match of text.matchAll(IMPORT)) {
      if (TYPE_ONLY.test(match[0])) continue;
      const target = match[1] ?? match[2];
      if (target.startsWith('.')) visit(resolve(dirname(path), target));
      else if (!target.startsWith('node:')) packages.add(target);
    }
  };
  for (const entry of [`games/${gameId}`, ...ENTRIES[kind]]) visit(join(ROOT, `${entry}${EXTENSION}`));
  const code = Buffer.from(
    [...texts.keys()]
      .sort()
      .map((path) => texts.get(path)!)
      .join('\n'),
  );
  const packed = brotliCompressSync(code, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: code.length,
    },
  });
  return { bytes: packed.length, modules: texts.size, packages: [...packages].sort() };
}
