/** The packages as npm packs them, put where npm would put them: in a folder that is no checkout. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { VERSION } from '../src/text/version.ts';

const project = fileURLToPath(new URL('..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function manifest(...folder: string[]): Manifest {
  return JSON.parse(readFileSync(join(project, ...folder, 'package.json'), 'utf8')) as Manifest;
}

const folder = mkdtempSync(join(tmpdir(), 'endgame-installed-'));
const modules = join(folder, 'node_modules');
afterAll(() => rmSync(folder, { recursive: true }));

/** Packs a package of the checkout and unpacks it among the modules. */
function install(source: string, { name, version, dependencies = {} }: Manifest): void {
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  execFileSync('npm', pack, { cwd: source, encoding: 'utf8' });
  mkdirSync(join(modules, name), { recursive: true });
  const tarball = join(folder, `${name}-${version}.tgz`);
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', join(modules, name)]);
  for (const each of Object.keys(dependencies)) symlinkSync(join(project, 'node_modules', each), join(modules, each));
}

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
}

const main = join(modules, 'endgame-lab', manifest().bin!['endgame-lab']);
const KRvK = '8/8/8/8/8/4k3/8/R3K3 w - - 0 1';

install(project, manifest());

test('the version stands in one place', () => {
  expect(manifest().version).toBe(VERSION);
  expect(run(main, '--version').stdout).toBe(`${VERSION}\n`);
});

test('both names of the command are the same program', () => {
  expect(manifest().bin).toEqual({ endgame: 'dist/src/cli/main.js', 'endgame-lab': 'dist/src/cli/main.js' });
});

test.each([
  [
    'import',
    ['--input-type=module', '-e'],
    'import * as lab from "endgame-lab"; import * as all from "endgame-lab/games";',
  ],
  ['require', ['-e'], 'const lab = require("endgame-lab"); const all = require("endgame-lab/games");'],
])('%s loads the library', (_, flags, load) => {
  const program = `${load}
    new lab.Solver({ game: all.gameOf('chess') }).query('${KRvK}').then(({ outcome, dtm }) => console.log(outcome, dtm));`;
  const { stdout, stderr } = run(...flags, program);
  expect(stderr.replace(/^.*ExperimentalWarning.*\n.*--trace-warnings.*\n/, '')).toBe('');
  expect(stdout).toBe('win 21\n');
});

test('the command solves', () => {
  const { status, stdout } = run(main, 'solve', 'chess', KRvK);
  expect(status).toBe(0);
  expect(stdout).toContain('The side to move: win in 21 plies.');
});

test.each([
  ['study', ['study']],
  ['arena', ['arena', 'tic-tac-toe', 'entry']],
])('the command says that the %s is run in a checkout', (name, words) => {
  const { status, stderr } = run(main, ...words);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    new RegExp(`^endgame: the ${name} runs in a checkout [^\\n]*\\(E_USAGE; [^\\n]*npm ci[^\\n]*\\)\\n$`),
  );
  expect(readdirSync(folder)).not.toContain('report');
});

test('nothing but the command loads the study and the arena, which judges by its rule', () => {
  const src = join(project, 'src');
  const importers = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      name.endsWith('.ts') &&
      !/^(study|arena)\//.test(name) &&
      /(from|import\()\s*'[./]+\/(study|arena)\//.test(readFileSync(join(src, name), 'utf8')),
  );
  expect(importers.sort()).toEqual(['cli/arena.ts', 'cli/study.ts']);
});

test('costs and profiles come with a package of their own', () => {
  const plan = [main, 'plan', 'chess', '--profile', 'chess-masters', '--budget', '3kB'];
  const missing = run(...plan);
  expect(missing.status).toBe(1);
  expect(missing.stderr).toMatch(/^endgame: no costs of chess [^\n]*\(E_FILE; "npm install endgame-lab-tables"/);
  install(join(project, 'tables'), manifest('tables'));
  const found = run(...plan);
  expect(found.stderr).toBe('');
  expect(found.stdout).toContain('PGN Mentor');
  const unknown = run(...plan.with(4, 'nobody'));
  expect(unknown.stderr).toMatch(/^endgame: no profile nobody, [^\n]*\(E_FILE; make one with "endgame profile/);
});

test('the built command may be executed, as npx in a checkout does', () => {
  for (const path of Object.values(manifest().bin ?? {}))
    expect(statSync(join(project, path)).mode & 0o111, path).toBe(0o111);
  expect(Object.keys(manifest().bin ?? {})).toEqual(['endgame', 'endgame-lab']);
});
