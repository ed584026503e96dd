/** The programs of the contenders: what each ships beside its tables. */

import * as all from '../../games/index.ts';
import type { Game } from '../game/contract.ts';
import type { Program } from './bundle.ts';
import { registeredAs } from './coders/index.ts';

/** The engines that programs may include. */
export type ProgramEngine = 'generic' | 'kernel';

/** Returns the name of a game's export in games/index. */
function exportOf(id: string): string {
  const found = Object.entries(all).find(([, game]) => !Array.isArray(game) && (game as Game).id === id);
  if (found === undefined) throw new Error(`games/index does not export ${id}`);
  return found[0];
}

function importCoders(coders: readonly string[]): { imports: string; list: string } {
  const named = coders.map(registeredAs);
  const imports = named.map(({ module, exportName }) => `import { ${exportName} } from '${module}';`).join('\n');
  return { imports, list: `[${named.map(({ exportName }) => exportName).join(', ')}]` };
}

const rules = (id: string): string =>
  `import { ${exportOf(id)} as game } from './games/index';\nimport { specialize } from './src/specialize/index';\n`;

/**
 * Returns a program that answers from tables alone.
 * @param coders ids of the coders of the tables
 * @param unpack an import of `unpack`, which decompresses the tables
 */
export function lookupProgram(id: string, coders: readonly string[], unpack = ''): Program {
  const { imports, list } = importCoders(coders);
  const bytes = unpack === '' ? 'bytes' : `unpack(bytes)`;
  return {
    kernel: false,
    entry: `${rules(id)}${imports}
import { Lookup } from './src/study/answer/lookup';
${unpack}
export const open = (bytes) => new Lookup(specialize(game), ${bytes}, ${list});`,
  };
}

/** Returns a program that computes whole slices. */
export function generatorProgram(id: string, engine: ProgramEngine): Program {
  return {
    kernel: engine === 'kernel',
    entry: `${rules(id)}import { Generator } from './src/study/answer/generator';
export const open = () => new Generator(specialize(game));`,
  };
}

/** Returns a program that computes the closure of each position. */
export function closureProgram(id: string): Program {
  return {
    kernel: false,
    entry: `import { ${exportOf(id)} as game } from './games/index';
import { Closures } from './src/study/answer/closure';
export const open = () => new Closures(game, 1e9);`,
  };
}

/** Returns a program that searches forward. */
export function searchProgram(id: string): Program {
  return {
    kernel: false,
    entry: `import { ${exportOf(id)} as game } from './games/index';
import { Search } from './src/study/answer/search';
export const open = () => new Search(game, 1e9);`,
  };
}

/** Returns a program that searches a game of lines. */
export function linesProgram(id: string): Program {
  return {
    kernel: false,
    entry: `import { ${exportOf(id)} as game } from './games/index';
import { LineAnswers } from './src/study/answer/line-answers';
export const open = () => new LineAnswers(game);`,
  };
}

/** Returns a program that answers from some tables and computes the other slices. */
export function hybridProgram(id: string, engine: ProgramEngine, coders: readonly string[]): Program {
  const { imports, list } = importCoders(coders);
  return {
    kernel: engine === 'kernel',
    entry: `${rules(id)}${imports}
import { Hybrid } from './src/study/answer/hybrid';
export const open = (bytes, searched) => new Hybrid(specialize(game), { bytes, coders: ${list}, searched });`,
  };
}

/**
 * Returns a program that answers from some tables, and by a search elsewhere.
 * @param ofLines whether the game is one of lines, which have a search of their own
 */
export function searchingProgram(id: string, coders: readonly string[], ofLines: boolean): Program {
  const { imports, list } = importCoders(coders);
  const [module, name, make] = ofLines
    ? ['line-answers', 'LineAnswers', '() => new LineAnswers(game)']
    : ['closure', 'Closures', '(known) => new Closures(game, 1e9, known)'];
  return {
    kernel: false,
    entry: `${rules(id)}${imports}
import { Searching } from './src/study/answer/searching';
import { ${name} } from './src/study/answer/${module}';
export const open = (bytes) => new Searching(specialize(game), bytes, ${list}, ${make});`,
  };
}

/**
 * Returns a program around the whole solver for outcomes of chess.
 * @param coders ids of the coders of its tables; none: it computes everything
 * @param large whether it keeps what saves seconds where questions are about five men
 */
export function chessSolverProgram(coders: readonly string[], large: boolean): Program {
  const store = `import { TableStore } from './src/table/table-store';
import { MemoryFiles } from './src/table/memory-files';
export const open = (files) => new Solver({ game, metric: 'wdl', store: new TableStore(new MemoryFiles(files)) });`;
  return {
    kernel: true,
    solver: { coders: coders.map(registeredAs), large },
    entry: `import { chess as game } from './games/index';
import { Solver } from './src/solve/solver';
${coders.length > 0 ? store : `export const open = () => new Solver({ game, metric: 'wdl' });`}`,
  };
}

/** Returns a program that reads outcomes of chess from Syzygy's files. */
export function syzygyProgram(): Program {
  return {
    kernel: false,
    entry: `import { chess as game } from './games/index';
import { SyzygyTables } from './src/syzygy/index';
export const open = (files) => new SyzygyTables([files]).source(game, { metric: 'wdl', tolerant: false });`,
  };
}

/** Returns one program with the generator and several games. */
export function cabinetProgram(ids: readonly string[]): Program {
  const imports = ids.map((id, i) => `import { ${exportOf(id)} as game${i} } from './games/index';`).join('\n');
  return {
    kernel: false,
    entry: `${imports}
import { specialize } from './src/specialize/index';
import { Generator } from './src/study/answer/generator';
const games = [${ids.map((_, i) => `game${i}`).join(', ')}];
export const open = (number) => new Generator(specialize(games[number]));`,
  };
}
