import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SyzygyTables } from '../../syzygy/index.ts';
import { RUN } from '../entry.ts';
import { beginEntry, declareEntry, type Made, type Making, carriedFile } from './making.ts';

const NAME = 'fathom';

/** Makes the entry of Fathom, a library of other people, with Syzygy's files of outcomes. */
export function fathomEntry(making: Making): Promise<Made[]> {
  return Promise.resolve([make(making)]);
}

function make(making: Making): Made {
  const { specialization, syzygy, tables = [], onProgress } = making;
  if (syzygy === undefined) return { name: NAME, why: "no directory of Syzygy's files is named: --syzygy" };
  onProgress(`compiling ${NAME}`, 0);
  const files = new SyzygyTables([syzygy]);
  const lacking = tables.find((table) => !files.names.includes(table));
  if (lacking !== undefined) return { name: NAME, why: `${syzygy} has no file of ${lacking}` };
  const path = beginEntry(making, NAME);
  try {
    execFileSync('cc', ['-O2', '-s', '-o', join(path, RUN), carriedFile('fathom.c'), '-lfathom'], { stdio: 'pipe' });
  } catch {
    rmSync(path, { recursive: true });
    return { name: NAME, why: "there is no C compiler, or no Fathom: Debian's libfathom-dev" };
  }
  mkdirSync(join(path, 'tables'));
  let stored = 0;
  // A capture leads to a class below, which Fathom asks.
  const below = specialization.closure(tables.flatMap((table) => specialization.slicesOf(table)));
  for (const table of new Set(below.map((slice) => specialization.tableOf(slice)))) {
    if (!files.names.includes(table)) continue;
    copyFileSync(join(syzygy, `${table}.rtbw`), join(path, 'tables', `${table}.rtbw`));
    stored += files.bytesOf(table) ?? 0;
  }
  declareEntry(path, 'complete', stored);
  return { name: NAME };
}
