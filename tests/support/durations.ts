/** The CPU time of each test file at the last measurement (`npm run test:durations`). */

import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestModule } from 'vitest/node';

export const DURATIONS: URL = new URL('durations.json', import.meta.url);

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Returns the name of a test file, the same on every machine. */
export function nameOf(path: string): string {
  return relative(project, path).split(sep).join('/');
}

/** Returns the CPU seconds by the name of the file. */
export function readDurations(): Readonly<Record<string, number>> {
  return JSON.parse(readFileSync(DURATIONS, 'utf8')) as Record<string, number>;
}

/** Returns the CPU seconds of the files that have run, the most first, without files that failed to load. */
export function measured(modules: readonly TestModule[]): [name: string, seconds: number][] {
  return modules
    .flatMap((module): [string, number][] => {
      const { cpu } = module.meta();
      return cpu === undefined ? [] : [[nameOf(module.moduleId), cpu]];
    })
    .sort(([, a], [, b]) => b - a);
}
