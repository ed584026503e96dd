/** What pages download that use the library: bundles as a page's bundler makes them. */

import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

/** Programs of pages, smallest first; each imports what it uses and nothing else. */
export const PAGE_PROGRAMS: Readonly<Record<string, string>> = {
  'the contract alone': `export { grid, Position } from './dist/src/game/index.js';`,
  'a small game with its solver': `export { Solver } from './dist/src/index.js'; export { ticTacToe } from './dist/games/tic-tac-toe.js';`,
  'any game in one line': `export { solve } from './dist/src/any-game.js';`,
  'any game, with stores of tables': `export { Solver, TableStore } from './dist/src/index.js'; export { ticTacToe } from './dist/games/tic-tac-toe.js';`,
  'chess, with stores of tables': `export { chess, MemoryFiles, Solver, TableStore } from './dist/src/chess.js';`,
};

/** What a page downloads first, with the modules in it, and what it may download later. */
export interface Download {
  /** The files by their names; the program is `page/stdin.mjs`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Names of those that come first. */
  readonly first: ReadonlySet<string>;
  /** Bytes that come first, as brotli sends them. */
  readonly brotli: number;
  /** Modules of others that the bundle imports. */
  readonly externals: readonly string[];
  /** Paths of the modules in what comes first, and in the rest. */
  readonly inputs: readonly string[];
  readonly later: readonly string[];
}

/**
 * Bundles a program for a page; what it loads later is in files of its own, unless it is to be one file.
 * @param project the folder of the checkout
 */
export async function downloadOf(project: string, program: string, isOneFile = false): Promise<Download> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    splitting: !isOneFile,
    outdir: 'page',
    outExtension: { '.js': '.mjs' },
  });
  const { outputs } = metafile;
  const names = Object.keys(outputs);
  const files = new Map(names.map((name) => [name, outputFiles.find(({ path }) => path.endsWith(name))!.contents]));
  const first = new Set(['page/stdin.mjs']);
  for (const name of first)
    for (const { path, kind } of outputs[name].imports) if (kind === 'import-statement') first.add(path);
  const modulesOf = (name: string): string[] =>
    Object.entries(outputs[name].inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  return {
    files,
    first,
    brotli: [...first].reduce((sum, name) => sum + brotliCompressSync(files.get(name)!).length, 0),
    externals: [...first].flatMap((name) =>
      outputs[name].imports.flatMap((each) => (each.external ? [each.path] : [])),
    ),
    inputs: [...first].flatMap(modulesOf),
    later: names.flatMap((name) => (first.has(name) ? [] : modulesOf(name))),
  };
}
