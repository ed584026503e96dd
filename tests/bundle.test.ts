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

/** Bundles for a page; `split` puts what is loaded later into files of its own, as bundlers do for pages. */
async function bundled(
  contents: string,
  split = false,
): Promise<{ text: Uint8Array; externals: string[]; inputs: string[]; later: string[] }> {
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
  const [entry, output] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint !== undefined)!;
  const inputsOf = ({ inputs }: typeof output): string[] =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  const others = Object.entries(metafile.outputs).filter(([path]) => path !== entry);
  return {
    text: outputFiles.find(({ path }) => path.endsWith(entry))!.contents,
    externals: output.imports.flatMap(({ path, external }) => (external === true ? [path] : [])),
    inputs: inputsOf(output),
    later: others.flatMap(([, each]) => inputsOf(each)),
  };
}

describe('for a browser', () => {
  test.each([
    [
      'chess, with stores of tables',
      `export { chess, MemoryFiles, Solver, TableStore } from './dist/src/chess.js';`,
      145_700,
    ],
    [
      'any game',
      `export { Solver, TableStore } from './dist/src/index.js'; export { ticTacToe } from './dist/games/tic-tac-toe.js';`,
      136_700,
    ],
    ['the contract alone', `export { grid, Position } from './dist/src/game/index.js';`, 6_000],
  ])('%s', async (_, contents, most) => {
    const { text, externals, inputs, later } = await bundled(contents, true);
    expect(externals).toEqual([]);
    // All code comes at once; what comes later is data.
    expect(later.filter((path) => !path.endsWith('-lists.js'))).toEqual([]);
    expect(inputs.filter((path) => path.includes('platform/node'))).toEqual([]);
    expect(brotliCompressSync(text).length).toBeLessThanOrEqual(most);
  });

  test('and it reads tables of the default codec, and says which it cannot read', async () => {
    const { text } = await bundled(`
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
    const { text } = await bundled(`
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
