import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../table/atomic.ts';
import { EXTENSION, ROOT } from '../bundle/root.ts';
import { digest } from './bundle.ts';
import { machine } from './machine.ts';

/** The result of one experiment on one unit. */
export interface Result {
  readonly experiment: string;
  readonly unit: string;
  /** ISO date and time of the measurement. */
  readonly date: string;
  /** CPU seconds of the measurement. */
  readonly cpuSeconds: number;
  readonly data: unknown;
}

/**
 * Cached results, one file each. The key is a digest of everything that a result depends on (`keyOf`). So a result is
 * never used for another one, and a stopped study continues from its last result.
 */
export class Cache {
  readonly #directory: string;

  /** Makes the directory if it does not exist. */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** Returns a result, or undefined if it is not cached. */
  get(key: string): Result | undefined {
    try {
      return JSON.parse(readFileSync(this.#path(key), 'utf8')) as Result;
    } catch {
      return undefined; // absent or damaged
    }
  }

  /** Writes a result. */
  set(key: string, result: Result): void {
    writeFileAtomic(this.#path(key), [new TextEncoder().encode(JSON.stringify(result))]);
  }

  #path(key: string): string {
    return join(this.#directory, `${key}.json`);
  }
}

/**
 * Returns the paths of all code that a result may depend on: everything but the command line, the report and its
 * chapters.
 */
export function codeFiles(): string[] {
  const files: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = `${folder}/${entry.name}`;
      if (path === 'src/cli' || path === 'src/study/report' || entry.name === 'assembly') continue;
      if (entry.name === `chapter${EXTENSION}`) continue;
      if (entry.isDirectory()) visit(path);
      else if (path.endsWith(EXTENSION) && !path.endsWith('.d.ts')) files.push(path);
    }
  };
  visit('src');
  visit('games');
  return files;
}

/** Returns a digest of all code that a result may depend on. */
export function codeDigest(): string {
  return digest(...codeFiles().flatMap((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

/**
 * Returns the key of a result: a digest of the code, the experiment and its unit, the parameters, the machine and the
 * data.
 * @param data paths of the files that the measurement reads
 */
export function keyOf(
  code: string,
  experiment: string,
  unit: string,
  parameters: object,
  data: readonly string[],
): string {
  const files = data.map((path) => readFileSync(path));
  return digest(code, experiment, unit, JSON.stringify(parameters), JSON.stringify(machine()), ...files);
}
