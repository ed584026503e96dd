import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { EXTENSION, LOADER, ROOT } from '../bundle/root.ts';
import { edited, leaveOut, onlyCoders, type Removable, smallLibraries, withoutEncoders } from '../bundle/leave-out.ts';
import type { RegisteredCoder } from '../table/coders/registered.ts';
import { brotliBest } from './coders/blocks.ts';

/** The length of a program in bytes. */
export interface CodeLength {
  /** The charged length: brotli, quality 11. */
  readonly brotli: number;
  readonly gzip: number;
  readonly minified: number;
  /** WebAssembly in the minified program, as text. */
  readonly wasm: number;
}

/** A program that answers questions. */
export interface Program {
  /** Source text; it names modules from the root, without extension. */
  readonly entry: string;
  /** Whether the program includes the kernel for chessmen. */
  readonly kernel: boolean;
  /** What a program around the whole solver has; absent in programs around `answer/`. */
  readonly solver?: {
    /** The coders of its tables. */
    readonly coders: readonly RegisteredCoder[];
    /** Whether it keeps what saves seconds where questions are about five men. */
    readonly large: boolean;
  };
}

const known = new Map<string, Promise<{ text: Uint8Array; length: CodeLength }>>();

/**
 * Returns the length of a program with everything that it needs to answer offline: bundled and minified by esbuild, and
 * compressed with brotli at its highest quality. All contenders go through the same pipeline. It leaves out unused
 * modules, the encoders of coders, checks of options, and notations and names for people; only games of chessmen include
 * the kernel for them.
 */
export async function lengthOf(program: Program): Promise<CodeLength> {
  return (await bundle(program)).length;
}

/** Returns the minified program. */
export async function minifiedText(program: Program): Promise<Uint8Array> {
  return (await bundle(program)).text;
}

function bundle(program: Program): Promise<{ text: Uint8Array; length: CodeLength }> {
  const { kernel, solver, entry } = program;
  const key = `${kernel ? 'kernel' : ''} ${JSON.stringify(solver?.coders.map(({ exportName }) => exportName))} ${solver?.large} ${entry}`;
  const found = known.get(key) ?? make(program);
  known.set(key, found);
  return found;
}

async function make({ entry, kernel, solver }: Program): Promise<{ text: Uint8Array; length: CodeLength }> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: entry.replace(/'(\.\/[^']+)'/g, `'$1${EXTENSION}'`),
      resolveDir: ROOT,
      loader: LOADER,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
    plugins: [
      ...(solver === undefined ? [] : [smallLibraries(), onlyCoders(solver.coders)]),
      leaveOut(unusedBy(kernel, solver)),
      withoutEncoders(),
      edited(/\/games\/[\w-]+\.[jt]s$/, withoutOrnaments),
    ],
  });
  const text = outputFiles[0].contents;
  const [{ inputs }] = Object.values(metafile.outputs);
  const wasm = Object.entries(inputs).find(([name]) => /kernel\/program\.[jt]s$/.test(name))?.[1].bytesInOutput ?? 0;
  const length = {
    brotli: brotliBest(text).length,
    gzip: gzipSync(text, { level: 9 }).length,
    minified: text.length,
    wasm,
  };
  return { text, length };
}

/** Parts that a program for answers never runs: it is given right options, and positions in the game's own notation. */
const UNUSED: readonly Removable[] = [
  'checks',
  'notations',
  'lines',
  'explored',
  'rows',
  'underpromotions',
  'feeding',
  'spoilt',
  'kept',
  'parts',
  'threads',
  'lineSearch',
];

/** Parts that a program around the whole solver for outcomes of chess never runs. */
const UNUSED_BY_SOLVERS: readonly Removable[] = [
  'deferring',
  'checks',
  'explored',
  'kept',
  'parts',
  'threads',
  'generic',
  'spoilt',
  'lineSearch',
];
/** Parts that save little where questions are about four men at most. */
const FOR_LARGE: readonly Removable[] = ['underpromotions', 'feeding', 'rows', 'pawns'];

function unusedBy(kernel: boolean, solver: Program['solver']): readonly Removable[] {
  if (solver !== undefined) return solver.large ? UNUSED_BY_SOLVERS : [...UNUSED_BY_SOLVERS, ...FOR_LARGE];
  return kernel ? UNUSED : [...UNUSED, 'kernel'];
}

/**
 * Removes players' own names of moves and what texts ask beside a position, which no program runs, and what exploring
 * finds: programs explore, since bytes count and time does not.
 */
function withoutOrnaments(text: string): string {
  const lines = [
    /^ *annotate,\n/gm,
    /^ *question: [^\n]*,\n/gm,
    /^recordExplored\(.*\n/gm,
    /^import .*recordExplored.*\n/gm,
  ];
  return lines.reduce((rest, line) => rest.replace(line, ''), text);
}

/** Returns a digest of texts for keys and names: 24 hexadecimal digits of SHA-256. */
export function digest(...texts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 24);
}
