/** The options that the engine announces. */

import { statSync } from 'node:fs';
import { SyzygyTables } from '../../syzygy/index.ts';
import { isEndgameError } from '../../game/errors.ts';
import { defaultMemory } from '../../solve/index.ts';
import { TableStore } from '../../table/index.ts';
import { directoriesIn } from './searcher.ts';

/** What a driver can set. */
export interface EngineOptions {
  /** Megabytes for what is computed. */
  readonly Hash: number;
  readonly Threads: number;
  /** Moves that are shown with a line. */
  readonly MultiPV: number;
  readonly SyzygyPath: string;
  readonly TablePath: string;
  readonly Syzygy50MoveRule: boolean;
  readonly UCI_ShowWDL: boolean;
  readonly UCI_Chess960: boolean;
  readonly UCI_AnalyseMode: boolean;
  readonly Ponder: boolean;
  /** Milliseconds that an answer may take on its way. */
  readonly 'Move Overhead': number;
}

type Name = keyof EngineOptions;
type Kind =
  | { readonly type: 'spin'; readonly min: number; readonly max: number }
  | { readonly type: 'check' }
  | { readonly type: 'string' };

const MEGABYTE = 1_000_000;
/** The solvers take a fifth more than one does, for outcomes. */
const BOTH = 1.25;
/** Fewest megabytes: drivers set 64 as for other engines, and then endings of three and four men would be solved again for every move. */
const LEAST_HASH = 320;

const KINDS: Readonly<Record<Name, Kind>> = {
  Hash: { type: 'spin', min: LEAST_HASH, max: 1_000_000 },
  Threads: { type: 'spin', min: 1, max: 256 },
  MultiPV: { type: 'spin', min: 1, max: 500 },
  SyzygyPath: { type: 'string' },
  TablePath: { type: 'string' },
  Syzygy50MoveRule: { type: 'check' },
  UCI_ShowWDL: { type: 'check' },
  UCI_Chess960: { type: 'check' },
  UCI_AnalyseMode: { type: 'check' },
  Ponder: { type: 'check' },
  'Move Overhead': { type: 'spin', min: 0, max: 5000 },
};

/** Returns the options that nobody has set. */
export function defaultOptions(): EngineOptions {
  return {
    Hash: Math.max(LEAST_HASH, Math.round((BOTH * defaultMemory()) / MEGABYTE)),
    Threads: 1,
    MultiPV: 1,
    SyzygyPath: '',
    TablePath: '',
    Syzygy50MoveRule: true,
    UCI_ShowWDL: false,
    UCI_Chess960: false,
    UCI_AnalyseMode: false,
    Ponder: false,
    'Move Overhead': 30,
  };
}

/** Returns the lines that announce the options. */
export function announced(options: EngineOptions): string[] {
  return (Object.keys(KINDS) as Name[]).map((name) => {
    const kind = KINDS[name];
    const range = kind.type === 'spin' ? ` min ${kind.min} max ${kind.max}` : '';
    const value = options[name] === '' ? '<empty>' : String(options[name]);
    return `option name ${name} type ${kind.type} default ${value}${range}`;
  });
}

/**
 * Sets an option, whose name may be written in any case.
 * @returns the options, or why they stay as they are
 */
export function withOption(options: EngineOptions, option: string, text: string): EngineOptions | string {
  const name = (Object.keys(KINDS) as Name[]).find((each) => each.toLowerCase() === option.toLowerCase());
  if (name === undefined) return `no option "${option}"`;
  const kind = KINDS[name];
  if (kind.type === 'check') {
    if (text !== 'true' && text !== 'false') return `${name} is true or false, not "${text}"`;
    return { ...options, [name]: text === 'true' };
  }
  if (kind.type === 'spin') {
    if (!/^\d+$/.test(text)) return `${name} is a number, not "${text}"`;
    return { ...options, [name]: Math.max(kind.min, Math.min(kind.max, Number(text))) };
  }
  const wrong = name === 'SyzygyPath' || name === 'TablePath' ? faultOf(name, text) : undefined;
  return wrong ?? { ...options, [name]: text };
}

/** Returns what is wrong with the directories of a path. */
function faultOf(name: 'SyzygyPath' | 'TablePath', path: string): string | undefined {
  const directories = directoriesIn(path);
  const missing = directories.find((each) => statSync(each, { throwIfNoEntry: false })?.isDirectory() !== true);
  if (missing !== undefined) return `${name}: no directory "${missing}"`;
  try {
    if (name === 'TablePath') for (const each of directories) TableStore.open(each, {}).close();
    else if (directories.length > 0) return syzygyFault(directories);
    return undefined;
  } catch (error) {
    if (!isEndgameError(error)) throw error;
    return `${name}: ${error.message}`;
  }
}

function syzygyFault(directories: readonly string[]): string | undefined {
  const tables = new SyzygyTables(directories);
  const { names } = tables;
  tables.close();
  return names.length > 0 ? undefined : `SyzygyPath: no files such as KQvK.rtbw in ${directories.join(', ')}`;
}
