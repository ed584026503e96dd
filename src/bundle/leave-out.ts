/** Parts of the toolkit that a program made of its modules can do without, and what stands for each in the program. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { EXTENSION, LOADER, ROOT } from './root.ts';

/** A part that programs can do without. */
export type Removable =
  | 'deferring'
  | 'checks'
  | 'notations'
  | 'lines'
  | 'explored'
  | 'rows'
  | 'underpromotions'
  | 'feeding'
  | 'spoilt'
  | 'kept'
  | 'parts'
  | 'threads'
  | 'kernel'
  | 'pawns'
  | 'lineSearch'
  | 'generic';

interface Stub {
  /** The modules, by their paths. */
  readonly filter: RegExp;
  /** What stands for them: their exports as far as other modules name them. */
  readonly contents: string;
}

const NO_OUTCOMES = ['putOutcomes', 'backUp', 'retire', 'partOutcomes']
  .map((name) => `export const ${name} = () => {};`)
  .join('\n');

const NO_BOUNDS =
  'export class PawnBounds { cachedBytes = 0; forget() {} reaches() { return false; } isCheaper() { return false; } }';

const ALL_ENGINES = `import { enginesOf } from './index${EXTENSION}'; export class DeferredEngines {
  isLoaded = true;
  constructor(...of) {
    const { engines } = enginesOf(...of);
    this.engines = engines;
    this.own = () => ({ engines, bounds: enginesOf(...of).bounds });
  }
  load() {}
}`;

/** Each part with its modules. */
const PARTS: Readonly<Record<Removable, readonly Stub[]>> = {
  /** Loading engines later: a program in one file has them all at once. */
  deferring: [{ filter: /engines\/deferred\.[jt]s$/, contents: ALL_ENGINES }],
  /** Checks of options, for programs that are given right ones. */
  checks: [{ filter: /values\/options-check\.[jt]s$/, contents: 'export const checkSlicesOptions = () => {};' }],
  /** Notations beside a game's own. */
  notations: [{ filter: /game\/notations\.[jt]s$/, contents: 'export const withNotations = (game) => game;' }],
  /** The refusal of names that break a line. */
  lines: [{ filter: /game\/one-line\.[jt]s$/, contents: 'export const oneLine = (text) => text;' }],
  /** What exploring finds: without it programs explore, since bytes count and time does not. */
  explored: [{ filter: /src\/game\/explored\.[jt]s$/, contents: 'export const exploredOf = () => [];' }],
  /** Reading trees by rows. */
  rows: [
    {
      filter: /trees\/rows-of-cells\.[jt]s$/,
      contents: 'export class RowsOfCells { read() { return false; } }',
    },
    {
      filter: /trees\/rows\.[jt]s$/,
      contents: 'export const ROW_PLACES = 0; export const rowsBytes = () => 0; export const TreeRows = undefined;',
    },
  ],
  /** The lists of underpromotions that matter: without them kernels look at all. */
  underpromotions: [
    {
      filter: /kernel\/underpromotions\.[jt]s$/,
      contents: 'export const knownUnderpromotions = () => {}; export const loadUnderpromotions = () => {};',
    },
  ],
  /** Tables that feed kernels: without them kernels solve what comes of a promotion. */
  feeding: [
    {
      filter: /kernel\/stored-part\.[jt]s$/,
      contents: 'export const storedPartOf = () => {}; export const readingPositions = () => 0;',
    },
    { filter: /kernel\/part-outcomes\.[jt]s$/, contents: NO_OUTCOMES },
  ],
  /** The lists of what the 50-move rule spoils: without them five outcomes are found by plies. */
  spoilt: [
    {
      filter: /kernel\/spoilt\.[jt]s$/,
      contents:
        'export const knownSpoilt = () => ({ of() {} }); export const loadSpoilt = knownSpoilt; export const needsLists = () => false; export const hasSpoilt = needsLists;',
    },
  ],
  /** What is kept for later processes. */
  kept: [{ filter: /kernel\/kept-problems\.[jt]s$/, contents: 'export const KeptProblems = undefined;' }],
  /** Slices larger than memory. */
  parts: [{ filter: /retrograde\/by-parts\.[jt]s$/, contents: 'export const ByParts = undefined;' }],
  /** Bounds of kings and pawns. */
  pawns: [{ filter: /src\/pawns\/index\.[jt]s$/, contents: NO_BOUNDS }],
  /** The search of games of lines as an engine. */
  lineSearch: [{ filter: /src\/lines\/index\.[jt]s$/, contents: 'export const LineBounds = { of() {} };' }],
  /** The engine for any game. */
  generic: [
    {
      filter: /src\/retrograde\/index\.[jt]s$/,
      contents: 'export class GenericEngine { supports() { return false; } }',
    },
  ],
  /** Threads of the generic engine. */
  threads: [{ filter: /retrograde\/crew\.[jt]s$/, contents: 'export const Crew = { of() {}, most: () => 1 };' }],
  /** The kernel for chessmen; the toolkit's list of engines names these modules, and what they are made of goes with them. */
  kernel: [
    {
      filter: /specialize\/chessmen\.[jt]s$/,
      contents: 'export const hasChessmen = () => false; export const Chessmen = undefined;',
    },
    { filter: /src\/kernel\/index\.[jt]s$/, contents: 'export const kernelOf = () => undefined;' },
    { filter: /src\/pawns\/index\.[jt]s$/, contents: 'export const PawnBounds = undefined;' },
  ],
};

/** Returns a plugin of esbuild that leaves parts out, and every module of which nothing is used. */
export function leaveOut(parts: readonly Removable[]): Plugin {
  return {
    name: 'without',
    setup(builder) {
      builder.onResolve({ filter: /^\.{1,2}\/.*\.[jt]s$/ }, ({ path, resolveDir }) =>
        resolveDir.includes('node_modules') ? undefined : { path: join(resolveDir, path), sideEffects: false },
      );
      for (const { filter, contents } of parts.flatMap((part) => PARTS[part]))
        builder.onLoad({ filter }, ({ path }) => ({ contents, loader: 'js', resolveDir: dirname(path) }));
    },
  };
}

/**
 * Returns a plugin that puts less in the place of libraries, for programs whose bytes count: of msgpackr the half that
 * reads, and a Map in the place of lru-cache.
 */
export function smallLibraries(): Plugin {
  return {
    name: 'small libraries',
    setup(builder) {
      const lru = join(ROOT, `src/bundle/small-lru${EXTENSION}`);
      builder.onResolve({ filter: /^lru-cache$/ }, () => ({ path: lru, sideEffects: false }));
      builder.onResolve({ filter: /^msgpackr$/ }, () => ({ path: 'msgpackr', namespace: 'small' }));
      builder.onLoad({ filter: /^msgpackr$/, namespace: 'small' }, () => ({
        contents: `export { Unpackr as Packr } from 'msgpackr/unpack';`,
        resolveDir: ROOT,
      }));
    },
  };
}

/** Returns a plugin that leaves out all coders but some, which are told by their modules and exports. */
export function onlyCoders(coders: readonly { readonly module: string; readonly exportName: string }[]): Plugin {
  const imports = coders.map(
    ({ module, exportName }, i) => `import { ${exportName} as c${i} } from '${join(ROOT, module)}${EXTENSION}';`,
  );
  const list = `[${coders.map((_, i) => `c${i}`).join()}]`;
  const find = (name: string): string => `export const ${name} = (id) => ${list}.find((each) => each.id === id);`;
  const registry = [...imports, 'export const TABLE_CODERS = [];', 'export const CODERS = {};', find('coderOf')].join(
    '\n',
  );
  const decoders = [...imports, find('decoderOf')].join('\n');
  return {
    name: 'only coders',
    setup(builder) {
      builder.onLoad({ filter: /\/coders\/index\.[jt]s$/ }, () => ({ contents: registry, loader: 'js' }));
      builder.onLoad({ filter: /\/coders\/decoders\.[jt]s$/ }, () => ({ contents: decoders, loader: 'js' }));
    },
  };
}

/** Returns a plugin that leaves out the encoders of coders, for programs that read tables. */
export function withoutEncoders(): Plugin {
  return edited(/\/coders\/[\w-]+\.[jt]s$/, withoutEncoder);
}

/** Returns a plugin that changes the text of modules. */
export function edited(filter: RegExp, edit: (text: string) => string): Plugin {
  return {
    name: `edited ${filter.source}`,
    setup(builder) {
      builder.onLoad({ filter }, ({ path }) => ({ contents: edit(readFileSync(path, 'utf8')), loader: LOADER }));
    },
  };
}

/** Removes `encode` from coders, objects with `encode` and `open`, so that nothing of the encoder is bundled. */
function withoutEncoder(text: string): string {
  return text.replace(/^ *encode(?:: [^\n]*)?,\n/gm, '').replace(/\bencode(?:: \w+)?, (?=open)/g, '');
}
