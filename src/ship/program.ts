/** The programs of shipped files: modules of the toolkit and the rules of one game, bundled and minified. */

import { join } from 'node:path';
import type * as Esbuild from 'esbuild';
import { EXTENSION, LOADER, ROOT } from '../bundle/root.ts';
import { onlyCoders, type Removable, smallLibraries, leaveOut, withoutEncoders } from '../bundle/leave-out.ts';
import { EndgameError } from '../game/errors.ts';
import { TABLE_CODERS } from '../table/coders/index.ts';

/** Where the rules of a game are. */
export interface Rules {
  /** Path of the module. */
  readonly module: string;
  /** Name of its export. */
  readonly name: string;
}

/** What a program must be able to do. */
export interface Needs {
  readonly rules: Rules;
  /** Whether it has men of chess, which the kernel solves. */
  readonly chessmen: boolean;
  /** Whether its rules are lines, which have a search of their own. */
  readonly lines: boolean;
  /** Whether questions are about five men or more: lists and stored tables then save the kernel seconds. */
  readonly large: boolean;
  /** Ids of the codecs and coders of its tables. */
  readonly codecs: ReadonlySet<string>;
}

/** Parts that no shipped file needs: one thread solves what fits into memory, and nothing is kept for later. */
const UNUSED: readonly Removable[] = ['deferring', 'checks', 'parts', 'threads', 'kept'];
/** Parts that save time alone, and little of it where questions are about four men at most. */
const FOR_LARGE: readonly Removable[] = ['underpromotions', 'spoilt', 'feeding', 'rows', 'pawns'];

/** Returns the worker's script of a page. */
export async function workerScript(needs: Needs): Promise<string> {
  const { module, name } = needs.rules;
  const entry = `import { answerPage } from ${quoted('src/ship/player/worker')};
import { ${name} as game } from ${JSON.stringify(module)};
answerPage(game, self);`;
  return await bundled({ contents: entry, format: 'iife', platform: 'browser', plugins: plugins(needs) });
}

/** Returns the script of a module. */
export async function moduleScript(needs: Needs): Promise<string> {
  const { module, name } = needs.rules;
  const entry = `import { Player } from ${quoted('src/ship/player/player')};
import { ${name} as game } from ${JSON.stringify(module)};
export { line } from ${quoted('src/ship/module/program')};
const open = (tables) => new Player(game, tables);
export { open };`;
  return await bundled({ contents: entry, format: 'esm', platform: 'browser', plugins: plugins(needs) });
}

/** Returns a script that needs no rules. */
export async function plainScript(path: string, platform: 'browser' | 'node'): Promise<string> {
  const format = platform === 'browser' ? 'iife' : 'esm';
  return await bundled({ contents: `export * from ${quoted(path)};`, format, platform, isWhole: true });
}

function plugins({ chessmen, lines, large, codecs }: Needs): Esbuild.Plugin[] {
  const parts: Removable[] = [...UNUSED];
  // The kernel solves every slice of chessmen that fits into memory.
  if (chessmen) parts.push('generic');
  else parts.push('kernel');
  if (!lines) parts.push('lineSearch');
  if (!chessmen || !large) parts.push(...FOR_LARGE);
  const coders = TABLE_CODERS.filter(({ coder }) => codecs.has(coder.id));
  return [smallLibraries(), onlyCoders(coders), leaveOut(parts), withoutEncoders()];
}

/** Returns the path of a module of the toolkit as it stands in a script. */
function quoted(module: string): string {
  return JSON.stringify(`${join(ROOT, module)}${EXTENSION}`);
}

interface Bundle {
  readonly contents: string;
  readonly format: 'iife' | 'esm';
  readonly platform: 'browser' | 'node';
  readonly plugins?: Esbuild.Plugin[];
  /** Whether modules count from which nothing is imported; the package says that they do nothing. */
  readonly isWhole?: boolean;
}

async function bundled({ contents, format, platform, plugins: used = [], isWhole = false }: Bundle): Promise<string> {
  const { build } = await loadEsbuild();
  const game = `${join(ROOT, 'src/game/index')}${EXTENSION}`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: LOADER },
    bundle: true,
    minify: true,
    format,
    platform,
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    // A game of one's own and the toolkit share one contract.
    alias: { 'endgame-lab/game': game },
    ignoreAnnotations: isWhole,
    write: false,
    plugins: used,
  });
  return outputFiles[0].text.trim();
}

/**
 * Loads the bundler, which whoever ships nothing does without.
 * @throws EndgameError E_FILE if it is not installed
 */
async function loadEsbuild(): Promise<typeof Esbuild> {
  try {
    return await import('esbuild');
  } catch (cause) {
    const hint = 'run "npm install esbuild" in the same folder';
    throw new EndgameError('E_FILE', 'files are put together by esbuild, which is not installed', hint, { cause });
  }
}
