/** What a page downloads: the solver with its rules, bundled for browsers, needs nothing of Node and stays small. */

import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));

async function bundled(contents: string): Promise<{ text: Uint8Array; externals: string[]; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  return {
    text: outputFiles[0].contents,
    externals: output.imports.map(({ path }) => path),
    inputs: Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  };
}

describe('for a browser', () => {
  test.each([
    [
      'chess, with stores of tables',
      `export { chess, MemoryFiles, Solver, TableStore } from './dist/src/chess.js';`,
      115_000,
    ],
    [
      'any game',
      `export { Solver, TableStore } from './dist/src/index.js'; export { ticTacToe } from './dist/games/tic-tac-toe.js';`,
      106_000,
    ],
    ['the contract alone', `export { grid, Position } from './dist/src/game/index.js';`, 6_000],
  ])('%s', async (_, contents, most) => {
    const { text, externals, inputs } = await bundled(contents);
    expect(externals).toEqual([]);
    expect(inputs.filter((path) => path.includes('platform/node'))).toEqual([]);
    expect(brotliCompressSync(text).length).toBeLessThanOrEqual(most);
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
