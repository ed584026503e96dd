/** Syzygy's own files: 20 classes where the shared data are, else the three of tests/data. */

import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { chess } from '../../games/chess.ts';
import { Position } from '../../src/game/index.ts';
import { isSpoilt, UNUSED, type Value } from '../../src/game/value.ts';
import type { Values } from '../../src/game/values.ts';
import type { Space } from '../../src/specialize/index.ts';
import { SyzygyProber } from '../../src/syzygy/prober.ts';
import { ClassFiles } from '../../src/syzygy/class-files.ts';
import { BlockCache, MemoryFiles, type TableFiles } from '../../src/table/index.ts';
import { type ClassSource, fileClassOf, isChessGame, outcomeFile, pliesFile } from '../../src/export/syzygy/index.ts';
import { chessSpec, sliceNamed, solved } from './chess.ts';
import { oraclePath } from './oracles.ts';
import { pliesOf } from './tally.ts';

/** The directory of the files. */
export const SYZYGY: string = dirname(oraclePath('oracles', 'chess', 'syzygy', 'KQvK.rtbw')!);

/** Returns one file. */
export function syzygyBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`${SYZYGY}/${name}`));
}

/** Returns files in memory. */
export function filesOf(entries: Readonly<Record<string, Uint8Array>>): MemoryFiles {
  const files = new MemoryFiles();
  for (const [name, bytes] of Object.entries(entries)) files.write(name, [bytes]);
  return files;
}

/** Returns the outcome of a value in plies to zeroing as the files number it. */
export function numbered(v: number): number {
  return v === 0 ? 0 : Math.sign(v) * (isSpoilt(v as Value) ? 1 : 2);
}

/** Returns what the file of a metric is made of. */
export async function classSource(table: string, metric: 'wdl50' | 'dtz'): Promise<ClassSource> {
  if (!isChessGame(chess)) throw new Error('no chess');
  const below = new Map<number, { readonly space: Space; readonly values: Values }>();
  const [slice] = chessSpec.slicesOf(table);
  for (const each of [slice, ...chessSpec.below(slice)]) {
    const known = { space: chessSpec.space(each), values: await solved[metric].get(each) };
    for (const signature of known.space.recipe.held) below.set(signature, known);
  }
  const valueOf = (p: Position): number => {
    const { space, values } = below.get(p.signature)!;
    return values.at(space.rank(p));
  };
  return { game: chess, men: fileClassOf(table)!, valueOf };
}

/** Returns the files of a class as we write them, by name. */
export async function writtenFiles(table: string): Promise<Record<string, Uint8Array>> {
  const outcomes = await classSource(table, 'wdl50');
  const { name } = outcomes.men;
  const plies = await classSource(table, 'dtz');
  return { [`${name}.rtbw`]: await outcomeFile(outcomes), [`${name}.rtbz`]: await pliesFile(plies) };
}

/** What a comparison of a class found. */
export interface Compared {
  positions: number;
  /** With en passant. */
  marked: number;
  won: number;
  /** Won or lost positions whose distance the files tell exactly. */
  exact: number;
  /** Texts of positions that differ, the first few. */
  readonly wrong: string[];
}

/**
 * Compares every `stride`-th index of a class with the kernel's plies to zeroing. The files lack some classes below, whose
 * outcomes the kernel tells.
 * @param places of the files; default: those that are not ours
 */
export async function compareClass(
  table: string,
  stride: number,
  places: readonly (string | TableFiles)[] = [SYZYGY],
): Promise<Compared> {
  const slice = sliceNamed(table);
  const below = new Map<number, { space: Space; values: Values }>();
  for (const each of chessSpec.closure([slice])) {
    const known = { space: chessSpec.space(each), values: await solved.dtz.get(each) };
    for (const signature of each.signatures) below.set(signature, known);
  }
  const known = (p: Position): number => {
    const { space, values } = below.get(p.signature) ?? below.get(chessSpec.sliceOf(p.signature).signatures[0])!;
    return numbered(values.at(space.rank(p)));
  };
  const onFailure = (error: Error): never => {
    throw error;
  };
  const prober = new SyzygyProber(chess, new ClassFiles(places, new BlockCache()), { known, onFailure });
  const { space, values } = below.get(slice.signatures[0])!;
  return walk(prober, space, values, stride);
}

/** Compares; reading an import is slow here, so the loop reads none but `chess` where it fails. */
function walk(prober: SyzygyProber, space: Space, values: Values, stride: number): Compared {
  const p = new Position(chess.schema);
  const found: Compared = { positions: 0, marked: 0, won: 0, exact: 0, wrong: [] };
  const unused = UNUSED;
  const none = 255;
  for (let index = 0; index < space.size; index += stride) {
    const value = values.at(index);
    if (value === unused || !space.unrank(index, p)) continue;
    found.positions++;
    if (p.mark !== none) found.marked++;
    const outcome = numbered(value);
    const plies = pliesOf(value);
    const isRight = prober.outcome(p) === outcome && prober.distance(p) === outcome;
    const { near, far } = prober;
    if (!isRight || plies < near || plies > far || far > near + 1) {
      if (found.wrong.length < 5)
        found.wrong.push(`${chess.format(p)}: ${outcome} in ${plies}, read ${near} to ${far}`);
    }
    if (outcome === 0) continue;
    found.won++;
    if (near === far) found.exact++;
  }
  return found;
}
