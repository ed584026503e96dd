import { execFileSync } from 'node:child_process';
import { copyFileSync, chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasChessmen } from '../../specialize/chessmen.ts';
import { RUN } from '../entry.ts';
import { chessArray } from './chess-array.ts';
import { answeredPositions, MOST_WRITTEN } from './lines.ts';
import { beginEntry, declareEntry, type Made, type Making, carriedFile } from './making.ts';

const NAME = 'xz';

/** Makes the entry of xz: every outcome in plain files, compressed, and a reader of a few lines of Python. */
export async function xzEntry(making: Making): Promise<Made[]> {
  try {
    execFileSync('xz', ['--version'], { stdio: 'pipe' });
  } catch {
    return [{ name: NAME, why: 'there is no program "xz"' }];
  }
  const { specialization } = making;
  const path = beginEntry(making, NAME);
  const isChess = hasChessmen(specialization.game);
  const isMade = isChess ? await writeArrays(making, path) : await writeLines(making, path);
  if (!isMade) {
    rmSync(path, { recursive: true });
    return [{ name: NAME, why: `more than ${MOST_WRITTEN} positions can be reached` }];
  }
  copyFileSync(carriedFile(isChess ? 'xz-chess.py' : 'xz.py'), join(path, RUN));
  chmodSync(join(path, RUN), 0o755);
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xz'));
  const stored = files.reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
  declareEntry(path, 'complete', stored);
  return [{ name: NAME }];
}

/** Writes an array for each class, a letter for each placement of its men. */
async function writeArrays(
  { specialization, tables = [], signal, onProgress }: Making,
  path: string,
): Promise<boolean> {
  mkdirSync(join(path, 'tables'));
  for (const [i, table] of tables.entries()) {
    signal?.throwIfAborted();
    onProgress(`${NAME}: ${table}`, i / tables.length);
    const { name, letters } = await chessArray(specialization, table);
    compress(join(path, 'tables', name), letters);
  }
  return true;
}

/** Writes a line for each position; false if there are too many. */
async function writeLines(making: Making, path: string): Promise<boolean> {
  making.onProgress(`${NAME}: all positions`, 0);
  const answers = await answeredPositions(making.specialization.game, making.signal);
  if (answers === undefined) return false;
  const lines = [...answers].map(([position, answer]) => `${position}\t${answer}\n`).sort();
  compress(join(path, 'table'), lines.join(''));
  return true;
}

function compress(path: string, contents: string | Uint8Array): void {
  writeFileSync(path, contents);
  execFileSync('xz', ['-9', path], { stdio: 'pipe' });
}
