/** Entries of tests: directories with a program of a few lines. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type ArenaEntry, readEntry } from '../../src/arena/entry.ts';
import type { Role } from '../../src/study/rule/panel.ts';
import { examplesOf, readDocument } from '../support/documents.ts';

/** Whether the Python of the system is there, where the arena looks for it. */
export const havePython: boolean = spawnSync('/usr/bin/python3', ['--version']).status === 0;

/** Answers "win" to everything. */
export const LIAR = '#!/bin/sh\nwhile read -r line; do echo win; done\n';

/** The example of the guide: it answers tic-tac-toe. */
export const EXAMPLE: string = examplesOf(readDocument('docs/arena.md')).find(
  ({ language }) => language === 'python',
)!.code;

/** Makes entries in a directory of its own. */
export class Entries {
  readonly directory: string = mkdtempSync(join(tmpdir(), 'endgame-arena-'));

  constructor() {
    afterAll(() => rmSync(this.directory, { recursive: true }));
  }

  /**
   * Makes an entry.
   * @param stored bytes of a file that it carries and declares as its tables
   * @param padding bytes of a file that it carries beside
   */
  make(name: string, program: string, role: Role = 'compute', stored = 0, padding = 0): ArenaEntry {
    const directory = join(this.directory, name);
    mkdirSync(directory);
    writeFileSync(join(directory, 'run'), program, { mode: 0o755 });
    writeFileSync(join(directory, 'entry.json'), JSON.stringify({ role, stored }));
    if (stored > 0) writeFileSync(join(directory, 'table'), new Uint8Array(stored));
    if (padding > 0) writeFileSync(join(directory, 'padding'), new Uint8Array(padding));
    return readEntry(directory);
  }
}
