/** What a page downloads: the solver with its rules, bundled for browsers, needs nothing of Node and stays small. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { threeMensMorris } from '../games/three-mens-morris.ts';
import { type Game, Position } from '../src/game/index.ts';
import { isLegal } from '../src/game/rules.ts';
import { generateTables } from '../src/make/index.ts';
import { Solver } from '../src/solve/index.ts';
import { Random, specialize } from '../src/specialize/index.ts';
import { MemoryFiles, TableStore } from '../src/table/index.ts';

const project = fileURLToPath(new URL('..', import.meta.url));

/** What a page downloads first, with the modules in it, and the modules of what it may download later. */
interface Download {
  readonly texts: readonly Uint8Array[];
  readonly externals: readonly string[];
  readonly inputs: readonly string[];
  readonly later: readonly string[];
}

/** Bundles for a page; `split` puts what is loaded later into files of its own, as bundlers do for pages. */
async function bundled(contents: string, split = false): Promise<Download> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    splitting: split,
    outdir: 'page',
  });
  const { outputs } = metafile;
  const first = new Set(['page/stdin.js']);
  for (const file of first)
    for (const { path, kind } of outputs[file].imports) if (kind === 'import-statement') first.add(path);
  const modulesOf = (file: string): string[] =>
    Object.entries(outputs[file].inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  return {
    texts: [...first].map((file) => outputFiles.find(({ path }) => path.endsWith(file))!.contents),
    externals: [...first].flatMap((file) =>
      outputs[file].imports.flatMap((each) => (each.external ? [each.path] : [])),
    ),
    inputs: [...first].flatMap(modulesOf),
    later: Object.keys(outputs).flatMap((file) => (first.has(file) ? [] : modulesOf(file))),
  };
}

/** What only chess needs: engines for chessmen alone. */
const FOR_CHESSMEN = /src\/(kernel\/(?!has-kernel)|pawns\/)/;

describe('for a browser', () => {
  test.each([
    ['the contract alone', `export { grid, Position } from './dist/src/game/index.js';`, 6_000],
    [
      'a small game with its solver',
      `export { Solver } from './dist/src/index.js'; export { ticTacToe } from './dist/games/tic-tac-toe.js';`,
      55_000,
    ],
    ['any game in one line', `export { solve } from './dist/src/any-game.js';`, 58_000],
    [
      'any game, with stores of tables',
      `export { Solver, TableStore } from './dist/src/index.js'; export { ticTacToe } from './dist/games/tic-tac-toe.js';`,
      101_500,
    ],
    [
      'chess, with stores of tables',
      `export { chess, MemoryFiles, Solver, TableStore } from './dist/src/chess.js';`,
      110_500,
    ],
  ])('%s', async (what, contents, most) => {
    const { texts, externals, inputs, later } = await bundled(contents, true);
    expect(externals).toEqual([]);
    expect(inputs.filter((path) => path.includes('platform/node'))).toEqual([]);
    const bytes = texts.reduce((sum, text) => sum + brotliCompressSync(text).length, 0);
    expect(bytes).toBeLessThanOrEqual(most);
    // Kernels come when chess is asked, and not before.
    expect(inputs.filter((path) => FOR_CHESSMEN.test(path))).toEqual([]);
    if (what !== 'the contract alone') expect(later).toContain('dist/src/kernel/word-kernel.js');
  });

  test('and it reads tables of the default codec, and says which it cannot read', async () => {
    const {
      texts: [text],
    } = await bundled(`
      export { MemoryFiles, Solver, TableStore } from './dist/src/index.js';
      export { threeMensMorris } from './dist/games/three-mens-morris.js';
    `);
    const page = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
      MemoryFiles: typeof MemoryFiles;
      Solver: typeof Solver;
      TableStore: typeof TableStore;
      threeMensMorris: Game;
    };
    const spec = specialize(threeMensMorris);
    const made = new MemoryFiles();
    await generateTables(spec, ['all'], new TableStore(made));
    const [file] = [...made.list()].filter((name) => name.endsWith('.egt'));
    const source = made.open(file);
    const bytes = source.readAt(0, source.size);
    const store = new page.TableStore(new page.MemoryFiles([[file, bytes]]));
    expect(store.list('three-mens-morris')).toMatchObject([{ codec: 'deflate' }]);
    const there = new page.Solver({ game: page.threeMensMorris, solver: 'lookup', store });
    const here = new Solver({ game: threeMensMorris });
    const random = new Random(4);
    const p = new Position(threeMensMorris.schema);
    let asked = 0;
    while (asked < 40) {
      const slice = spec.slicesOf('all')[random.below(spec.slicesOf('all').length)];
      const space = spec.space(slice);
      if (!space.unrank(random.below(space.size), p) || !isLegal(threeMensMorris, p)) continue;
      if (threeMensMorris.ended(p) !== undefined) continue; // the rules answer
      const position = threeMensMorris.format(p);
      const { outcome, dtm } = await here.query(position);
      expect(outcome).toBeDefined();
      const found = await there.query(position);
      expect([found.outcome, found.dtm, found.provenance.source], position).toEqual([outcome, dtm, 'table']);
      asked++;
    }
    const old = readFileSync(join(project, 'tests/data/three-mens-morris.version-1.egt'));
    const brotli = new page.TableStore(new page.MemoryFiles([['three-mens-morris.all.egt', new Uint8Array(old)]]));
    const refusing = new page.Solver({ game: page.threeMensMorris, solver: 'lookup', store: brotli });
    await expect(refusing.query(threeMensMorris.format(p))).rejects.toMatchObject({
      code: 'E_TABLE_FOREIGN',
      message: 'memory/three-mens-morris.all.egt: codec "brotli" is for Node alone',
      hint: 'write it again with "endgame pack three-mens-morris all --codec deflate"',
    });
  });

  test('and it answers: mate in one, with no global of Node', async () => {
    const {
      texts: [text],
    } = await bundled(`
      import { chess, Solver } from './dist/src/chess.js';
      export const answer = new Solver({ game: chess, metric: 'wdl' }).query('8/8/8/8/8/1k6/8/K2R4 w - - 0 1');
    `);
    const code = new TextDecoder().decode(text);
    expect(/["'`]node:/.exec(code)?.[0]).toBeUndefined();
    const module = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
      answer: Promise<{ outcome: string }>;
    };
    expect((await module.answer).outcome).toBe('win');
  });
});
