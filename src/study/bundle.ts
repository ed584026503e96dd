import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { brotliBest } from './coders/blocks.ts';

/** The folder that holds `src` and `games`: `dist` when built, else the checkout. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The extension of the modules there: `.js` or `.ts`. */
export const EXTENSION: string = extname(fileURLToPath(import.meta.url));

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
  const key = `${program.kernel ? 'kernel' : ''} ${program.entry}`;
  const found = known.get(key) ?? make(program);
  known.set(key, found);
  return found;
}

async function make({ entry, kernel }: Program): Promise<{ text: Uint8Array; length: CodeLength }> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: entry.replace(/'(\.\/[^']+)'/g, `'$1${EXTENSION}'`),
      resolveDir: ROOT,
      loader: EXTENSION === '.ts' ? 'ts' : 'js',
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
    plugins: [lean(kernel)],
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

/** Leaves out the parts that a program for answers never runs. */
function lean(kernel: boolean): Plugin {
  return {
    name: 'lean',
    setup(builder) {
      builder.onResolve({ filter: /^\.{1,2}\/.*\.[jt]s$/ }, ({ path, resolveDir }) =>
        resolveDir.includes('node_modules') ? undefined : { path: join(resolveDir, path), sideEffects: false },
      );
      const none = (contents: string) => () => ({ contents, loader: 'js' as const });
      // Programs are given right options, and positions in the game's own notation.
      builder.onLoad({ filter: /values\/options-check\.[jt]s$/ }, none('export const checkSlicesOptions = () => {};'));
      builder.onLoad({ filter: /game\/notations\.[jt]s$/ }, none('export const withNotations = (game) => game;'));
      builder.onLoad({ filter: /game\/one-line\.[jt]s$/ }, none('export const oneLine = (text) => text;'));
      builder.onLoad({ filter: /src\/game\/explored\.[jt]s$/ }, none('export const exploredOf = () => [];'));
      // Programs read cell by cell.
      builder.onLoad(
        { filter: /trees\/rows-of-cells\.[jt]s$/ },
        none('export class RowsOfCells { read() { return false; } }'),
      );
      builder.onLoad({ filter: /trees\/rows\.[jt]s$/ }, none(NO_ROWS));
      // Kernels in programs look at all promotions, solve what comes of them, and find five outcomes by plies: bytes count, and time does not.
      builder.onLoad({ filter: /kernel\/underpromotions\.[jt]s$/ }, none(NO_UNDERPROMOTIONS));
      builder.onLoad({ filter: /kernel\/stored-part\.[jt]s$/ }, none(NO_PARTS));
      builder.onLoad({ filter: /kernel\/part-outcomes\.[jt]s$/ }, none(NO_OUTCOMES));
      builder.onLoad({ filter: /kernel\/spoilt\.[jt]s$/ }, none(NO_SPOILT));
      // Programs keep nothing for later processes.
      builder.onLoad({ filter: /kernel\/kept-problems\.[jt]s$/ }, none('export const KeptProblems = undefined;'));
      // They solve what fits into memory, with one thread.
      builder.onLoad({ filter: /retrograde\/by-parts\.[jt]s$/ }, none('export const ByParts = undefined;'));
      builder.onLoad({ filter: /retrograde\/crew\.[jt]s$/ }, none(NO_CREW));
      if (!kernel) {
        // The toolkit's list of engines names these two; what they are made of goes with them.
        builder.onLoad({ filter: /specialize\/chessmen\.[jt]s$/ }, none(NO_CHESSMEN));
        builder.onLoad({ filter: /src\/kernel\/index\.[jt]s$/ }, none('export const kernelOf = () => undefined;'));
        builder.onLoad({ filter: /src\/pawns\/index\.[jt]s$/ }, none('export const PawnBounds = undefined;'));
      }
      builder.onLoad({ filter: /\/coders\/[\w-]+\.[jt]s$/ }, ({ path }) => ({
        contents: withoutEncoder(readFileSync(path, 'utf8')),
        loader: EXTENSION === '.ts' ? 'ts' : 'js',
      }));
      builder.onLoad({ filter: /\/games\/[\w-]+\.[jt]s$/ }, ({ path }) => ({
        contents: withoutOrnaments(readFileSync(path, 'utf8')),
        loader: EXTENSION === '.ts' ? 'ts' : 'js',
      }));
    },
  };
}

/** What stands for the module that reads trees by rows. */
const NO_ROWS = 'export const ROW_PLACES = 0; export const rowsBytes = () => 0; export const TreeRows = undefined;';

/** What stands for the module that tells which promotions matter. */
const NO_UNDERPROMOTIONS = 'export const knownUnderpromotions = () => {}; export const loadUnderpromotions = () => {};';

/** What stands for the lists of what the 50-move rule spoils: five outcomes are found by plies. */
const NO_SPOILT =
  'export const knownSpoilt = () => ({ of() {} }); export const loadSpoilt = knownSpoilt; export const needsLists = () => false; export const hasSpoilt = needsLists;';

/** What stands for the modules that read parts of tables. */
const NO_PARTS = 'export const storedPartOf = () => {}; export const readingPositions = () => 0;';
const NO_OUTCOMES = ['putOutcomes', 'backUp', 'retire', 'partOutcomes']
  .map((name) => `export const ${name} = () => {};`)
  .join('\n');

/** What stands for the module of threads that help. */
const NO_CREW = 'export const Crew = { of() {}, most: () => 1 };';

/** What stands for the module that knows chessmen, in programs for games without them. */
const NO_CHESSMEN = 'export const hasChessmen = () => false; export const Chessmen = undefined;';

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

/** Removes `encode` from coders, objects with `encode` and `open`, so that nothing of the encoder is bundled. */
function withoutEncoder(text: string): string {
  return text.replace(/^ *encode(?:: [^\n]*)?,\n/gm, '').replace(/\bencode(?:: \w+)?, (?=open)/g, '');
}

/** Returns a digest of texts for keys and names: 24 hexadecimal digits of SHA-256. */
export function digest(...texts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 24);
}
