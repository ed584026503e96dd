/**
 * Results that were measured before, one file each. The key is a digest of everything that a result depends on: the code
 * and its packages, the data that it reads, the parameters, the machine. So a result is never taken for another's, and a
 * study that was stopped goes on where it stood.
 */

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../table/atomic.ts';
import { digest, EXTENSION, ROOT } from './bundle.ts';
import { machine } from './machine.ts';

export interface Result {
  readonly experiment: string;
  readonly unit: string;
  /** When it was measured, ISO. */
  readonly date: string;
  /** What that took. */
  readonly cpuSeconds: number;
  readonly data: unknown;
}

export class Cache {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  get(key: string): Result | undefined {
    try {
      return JSON.parse(readFileSync(this.#path(key), 'utf8')) as Result;
    } catch {
      return undefined; // not there, or not whole
    }
  }

  set(key: string, result: Result): void {
    writeFileAtomic(this.#path(key), [new TextEncoder().encode(JSON.stringify(result))]);
  }

  #path(key: string): string {
    return join(this.#directory, `${key}.json`);
  }
}

/** Paths of all code that a result may depend on: everything but the command line and what draws the report, chapters included. */
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

export function codeDigest(): string {
  return digest(...codeFiles().flatMap((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

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
