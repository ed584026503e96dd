/**
 * Runs the fast suite on Node 22, whatever Node runs this; arguments go to vitest. The binary comes from the npm registry
 * into a temporary folder.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = 22;

const project = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(project, 'node_modules/vitest/vitest.mjs');
const name = `node-${process.platform}-${process.arch}`;
const folder = mkdtempSync(join(tmpdir(), 'endgame-node22-'));
try {
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `${name}@${VERSION}`], { stdio: 'inherit' });
  const bin = join(folder, 'node_modules', name, 'bin');
  const node = join(bin, 'node');
  console.log(`Node ${execFileSync(node, ['--version'], { encoding: 'utf8' })}`);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  const { status } = spawnSync(node, [vitest, 'run', ...process.argv.slice(2)], { cwd: project, env, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
