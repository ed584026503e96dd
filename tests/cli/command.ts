/** The built command as a child process, in a directory of its own. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';

export const main: string = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Command {
  readonly directory: string = mkdtempSync(join(tmpdir(), 'endgame-cli-'));

  constructor() {
    afterAll(() => rmSync(this.directory, { recursive: true }));
  }

  path(...parts: string[]): string {
    return join(this.directory, ...parts);
  }

  run(args: readonly string[], input?: string | Uint8Array): Finished {
    return spawnSync(process.execPath, [main, ...args], {
      cwd: this.directory,
      encoding: 'utf8',
      ...(input === undefined ? {} : { input }),
    });
  }

  /** What a run that must succeed prints. */
  done(args: readonly string[], input?: string | Uint8Array): string {
    const { status, stdout, stderr } = this.run(args, input);
    expect(status, stderr).toBe(0);
    expect(stderr).toBe('');
    return stdout;
  }

  /** Fails with one line, "endgame: what (CODE; hint)", that holds all of `parts`, and changes no file. */
  refused(args: readonly string[], code: string, ...parts: string[]): void {
    const before = this.files();
    const { status, stderr } = this.run(args);
    expect(status, stderr).toBe(code === 'E_USAGE' ? 2 : 1);
    expect(stderr).toMatch(new RegExp(`^endgame: [^\\n]+ \\(${code}; [^\\n]{5,}\\)\\n$`));
    for (const part of parts) expect(stderr).toContain(part);
    expect(this.files()).toEqual(before);
  }

  /** Everything below the directory, with sizes and times of the files. */
  files(): string[] {
    const names = readdirSync(this.directory, { recursive: true, encoding: 'utf8' }).sort((a, b) => (a < b ? -1 : 1));
    return names.map((name) => {
      const stat = statSync(this.path(name));
      return stat.isFile() ? `${name} ${stat.size} ${stat.mtimeMs}` : name;
    });
  }
}
