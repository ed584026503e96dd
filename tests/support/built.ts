/**
 * The built library, for loops over hundreds of millions of positions: code that vitest transforms runs the generic engine
 * and the verifier at a third of the speed. `npm run test:slow` builds before it runs; whoever calls vitest directly
 * must do so (a build older than the sources is refused).
 */

import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../', import.meta.url));

function newest(directory: string, ending: string): number {
  return readdirSync(join(project, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('assembly'))
    .reduce((time, name) => Math.max(time, statSync(join(project, directory, name)).mtimeMs), 0);
}

if (Math.max(newest('src', '.ts'), newest('games', '.ts')) > newest('dist', '.js')) {
  throw new Error('dist is older than the sources: npm run build');
}

// `import` would be transformed; `require` loads the modules as they are.
const load = createRequire(import.meta.url);

export const { Position, toArray } = load('../../dist/src/game/index.js') as typeof import('../../src/game/index.ts');
export const { SliceValues } = load('../../dist/src/values/index.js') as typeof import('../../src/values/index.ts');
export const { verifySlice } = load('../../dist/src/verify/index.js') as typeof import('../../src/verify/index.ts');
export const { specialize } = load(
  '../../dist/src/specialize/index.js',
) as typeof import('../../src/specialize/index.ts');
export const games = load('../../dist/games/index.js') as typeof import('../../games/index.ts');
export const { chess } = load('../../dist/games/chess.js') as typeof import('../../games/chess.ts');

export type SliceValues = import('../../src/values/index.ts').SliceValues;
export const chessSpec = specialize(chess);
