/** The explorer as it is built, for tests in a browser. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with the built site. */
export interface BuiltSite {
  readonly folder: string;
  remove(): void;
}

/** Builds the site, as `npm run web` does, into a folder of its own. */
export function buildSite(): BuiltSite {
  const folder = mkdtempSync(join(tmpdir(), 'endgame-web-'));
  const env = { ...process.env, NODE_ENV: 'production' };
  const run = (...args: string[]): void =>
    void execFileSync(process.execPath, args, { cwd: project, env, stdio: ['ignore', 'ignore', 'inherit'] });
  run('dist/.ci/site-data.js', 'tic-tac-toe');
  run(
    'node_modules/vite/bin/vite.js',
    'build',
    '--config',
    'src/web/vite.config.ts',
    '--outDir',
    folder,
    '--logLevel',
    'error',
  );
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
