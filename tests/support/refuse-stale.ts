/** Tests run built modules (built-modules.ts), so they do not start if these are older than their sources. */

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

function run(script: string, ...args: string[]): string {
  return execFileSync(process.execPath, [script, ...args], { cwd: project, encoding: 'utf8' });
}

export default function refuseStale(): void {
  const programs = run('.ci/assemble.mjs', '--check');
  const library = run(tsc, '--build', '--dry');
  if (programs.includes('stale') || library.includes('would build')) {
    // Vitest would hide an error behind "no test files found".
    process.stderr.write('\ndist is older than the sources: npm run build\n');
    process.exit(1);
  }
}
