import type { Side } from '../../game/schema.ts';
import { ClassFile } from '../../syzygy/class-file.ts';
import type { FileKind } from '../../syzygy/class-file.ts';
import { FileWindow } from '../../syzygy/file-window.ts';
import { BlockCache, MemoryByteSource } from '../../table/index.ts';
import { outcomeRules, fill, pliesRules } from './cell-rules.ts';
import { classCells, type ClassSource, type Waiting } from './class-cells.ts';
import { layoutsOf } from './class-layouts.ts';
import { fileBytes, type MapBytes } from './file-bytes.ts';
import { type FilePart, makePart } from './file-part.ts';
import { bytesOf, pairPart } from './pair-part.ts';
import { codePlies, needsPlies, type PliesCoding } from './plies-coding.ts';
import { pauseUntil } from './pause.ts';
import { pairGrammar } from './pair-grammar.ts';

/** Logarithms of the sizes of blocks, as in the files that are published: outcomes are read more often. */
const OUTCOME_BLOCKS = [5, 6];
const PLIES_BLOCKS = [5, 6, 7, 8, 9, 10];
/** Share of the work that is done when the values of a part are known. */
const KNOWN = 1 / 3;

/**
 * Returns the bytes of a class's file of outcomes (.rtbw).
 * @throws the abort error if the signal is given
 */
export async function outcomeFile(source: ClassSource, { onProgress, signal }: Waiting = {}): Promise<Uint8Array> {
  const { men } = source;
  const pause = pauseUntil(men.name, signal);
  const sides: readonly Side[] = men.isSymmetric ? [0] : [0, 1];
  const files = filesOf(source);
  const parts: FilePart[][] = [];
  for (const file of files) {
    const row: FilePart[] = [];
    for (const side of sides) {
      const layouts = layoutsOf(men, file);
      const done = file * sides.length + side;
      const report = (share: number): void => onProgress?.((done + KNOWN * share) / (files.length * sides.length));
      const cells = await classCells(source, layouts[0], side, 'outcomes', pause, report);
      const rules = outcomeRules(cells);
      const options = { layouts, rules, flags: 0, blockBits: OUTCOME_BLOCKS, constants: true, pause };
      row.push(await makePart(cells, options));
      onProgress?.((done + 1) / (files.length * sides.length));
    }
    parts.push(row);
  }
  return checked('wdl', source, parts, []);
}

/**
 * Returns the bytes of a class's file of plies (.rtbz): for each file of the leading pawn those of the side to move that
 * take fewer bytes.
 * @throws the abort error if the signal is given
 */
export async function pliesFile(source: ClassSource, { onProgress, signal }: Waiting = {}): Promise<Uint8Array> {
  const { men } = source;
  const pause = pauseUntil(men.name, signal);
  const sides: readonly Side[] = men.isSymmetric ? [0] : [0, 1];
  const files = filesOf(source);
  const cells: Uint16Array[][] = [];
  for (const file of files) {
    const row: Uint16Array[] = [];
    for (const side of sides) {
      const done = file * sides.length + side;
      const report = (share: number): void => onProgress?.((KNOWN * (done + share)) / (files.length * sides.length));
      row.push(await classCells(source, layoutsOf(men, file)[0], side, 'plies', pause, report));
    }
    cells.push(row);
  }
  const areExact = cells.some((row) => row.some(needsPlies));
  const parts: FilePart[][] = [];
  const maps: MapBytes[] = [];
  for (const file of files) {
    const codings = cells[file].map((each, side) => codePlies(each, side, areExact));
    const coding = codings.length === 1 ? codings[0] : codings[cheaper(codings)];
    const options = { layouts: layoutsOf(men, file), rules: pliesRules(coding.range), flags: coding.flags };
    parts.push([await makePart(coding.cells, { ...options, blockBits: PLIES_BLOCKS, constants: false, pause })]);
    maps.push(coding.maps);
    onProgress?.(KNOWN + ((1 - KNOWN) * (file + 1)) / files.length);
  }
  return checked('dtz', source, parts, maps);
}

function filesOf({ men }: ClassSource): number[] {
  return men.hasPawns ? [0, 1, 2, 3] : [0];
}

/** Returns which side to move has the plies that take fewer bytes, told by the first layout. */
function cheaper(codings: readonly PliesCoding[]): number {
  const [white, black] = codings.map(({ cells, range }) =>
    bytesOf(pairPart(0, pairGrammar(fill(cells, pliesRules(range))), PLIES_BLOCKS.slice(-1))),
  );
  return black < white ? 1 : 0;
}

/**
 * Puts a file together, and reads every number of it as other programs do.
 * @throws Error if a cell does not allow what is read: a fault of this program
 */
function checked(
  kind: FileKind,
  { men }: ClassSource,
  parts: readonly (readonly FilePart[])[],
  maps: readonly MapBytes[],
): Uint8Array {
  const bytes = fileBytes(kind, men, parts, maps);
  const window = new FileWindow(new MemoryByteSource(bytes, men.name), new BlockCache(), {
    bytesRead: 0,
    blocksRead: 0,
  });
  const read = new ClassFile(window, kind, men);
  for (const [file, row] of parts.entries()) {
    for (const [side, { cells, rules }] of row.entries()) {
      const { values } = read.parts[file][side];
      for (let number = 0; number < cells.length; number++) {
        if (rules.table[cells[number] * rules.range + values.at(number)] !== 1) {
          throw new Error(`${men.name}: number ${number} of the ${kind} file ${file}, ${side} is read wrongly`);
        }
      }
    }
  }
  return bytes;
}
