/**
 * Checks what `npm pack` makes of both packages: every file belongs there, no file is left from an older build, the
 * sizes are below their ceilings, and publint and attw find nothing wrong.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicDeclarations } from './declarations.ts';

interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

interface Rules {
  /** Its place in the checkout. */
  readonly folder: string;
  readonly files: readonly RegExp[];
  /** Most bytes, unpacked. */
  readonly ceiling: number;
}

const PACKAGES: Readonly<Record<string, Rules>> = {
  'endgame-lab': {
    folder: '.',
    files: [
      /^(package\.json|README\.md|LICENSE)$/,
      /^docs\/(CHANGELOG|(?!api|architecture|arena|decisions|explorer|glossary|seed|sources|study|the-study|trees-format|unseen-games)[a-z-]+)\.md$/,
      /^dist\/games\/([a-z-]+\/)?[a-z0-9-]+\.(js|d\.ts)$/,
      /^dist\/src\/(?!(?:arena|study)\/)([a-z-]+\/){0,2}[a-z0-9-]+\.(js|d\.ts)$/,
    ],
    ceiling: 3_250_000,
  },
  'endgame-lab-tables': {
    folder: 'tables',
    files: [/^(package\.json|README\.md)$/, /^(costs|profiles)\/[a-z0-9-]+\.json$/],
    ceiling: 250_000,
  },
  'endgame-lab-outcomes': {
    folder: 'tables/outcomes',
    files: [/^(package\.json|README\.md|manifest\.json)$/, /^chess\.[A-Za-z]+\.wdl\.egt$/],
    ceiling: 64_000_000,
  },
};

/** Most bytes on the disk that `npm install endgame-lab` takes, with all dependencies. */
const INSTALLED_CEILING = 18_600_000;
const BLOCK = 4096;

const complaints: string[] = [];

/** Runs a command that must succeed and returns its output. */
function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) complaints.push(`${command} ${args.join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}

/** Returns the bytes that files take in blocks of the disk. */
function diskBytes(path: string): number {
  const stat = lstatSync(path);
  const own = stat.blocks * 512;
  if (!stat.isDirectory()) return own;
  // Nested packages are counted for themselves.
  const names = readdirSync(path).filter((name) => name !== 'node_modules');
  return names.reduce((sum, name) => sum + diskBytes(join(path, name)), own);
}

function checkFiles({ name, files, unpackedSize }: Packed, rules: Rules): void {
  const paths = files.map(({ path }) => path);
  for (const path of paths) {
    if (!rules.files.some((pattern) => pattern.test(path))) complaints.push(`${name}: ${path} does not belong there`);
    const source = path.replace(/^dist\/(.*)\.(js|d\.ts)$/, '$1.ts');
    if (!existsSync(source === path ? join(rules.folder, path) : source))
      complaints.push(`${name}: ${path} has no source: npm run build`);
  }
  for (const pattern of rules.files)
    if (!paths.some((path) => pattern.test(path))) complaints.push(`${name}: there is no file like ${pattern.source}`);
  if (unpackedSize > rules.ceiling) complaints.push(`${name}: ${unpackedSize} bytes, the ceiling is ${rules.ceiling}`);
  process.stdout.write(`${name}: ${paths.length} files, ${unpackedSize} bytes\n`);
}

/** Checks that a declaration is packed if and only if an entry leads to it. */
function checkDeclarations({ name, files }: Packed): void {
  const needed = publicDeclarations();
  const packed = files.map(({ path }) => path).filter((path) => path.endsWith('.d.ts'));
  for (const path of packed)
    if (!needed.delete(path)) complaints.push(`${name}: nothing leads to ${path}: npm run build`);
  for (const path of needed) complaints.push(`${name}: ${path} is needed`);
}

function checkInstalled({ files }: Packed): void {
  const own = files.reduce((sum, { size }) => sum + Math.ceil(size / BLOCK) * BLOCK, 0);
  const [, ...paths] = run('npm', ['ls', '--omit=dev', '--all', '--parseable', '--workspaces=false'])
    .trim()
    .split('\n');
  const brought = [...new Set(paths)].reduce((sum, path) => sum + diskBytes(path), 0);
  const all = brought + own;
  if (brought === 0) complaints.push('no dependency is installed');
  if (all > INSTALLED_CEILING) complaints.push(`installed: ${all} bytes, the ceiling is ${INSTALLED_CEILING}`);
  process.stdout.write(`installed: ${(all / 1e6).toFixed(1)} MB, ${paths.length} packages brought along\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'endgame-package-'));
try {
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const both = [
    '--include-workspace-root',
    ...Object.keys(PACKAGES)
      .slice(1)
      .flatMap((name) => ['-w', name]),
  ];
  const packed = JSON.parse(run('npm', [...pack, ...both])) as Packed[];
  for (const [name, rules] of Object.entries(PACKAGES)) {
    const found = packed.find((each) => each.name === name);
    if (found === undefined) throw new Error(`npm pack makes no ${name}`);
    checkFiles(found, rules);
    const lint = run('npx', ['publint', 'run', join(folder, found.filename), '--strict']);
    // publint's suggestions are no failures.
    if (!lint.includes('All good!')) complaints.push(lint);
  }
  const [main] = packed.filter(({ name }) => name === 'endgame-lab');
  checkDeclarations(main);
  checkInstalled(main);
  // All Nodes that `engines` allows know `exports` and load modules by require().
  const attw = ['--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm', '--no-color', '--no-emoji'];
  run('npx', ['attw', join(folder, main.filename), ...attw]);
} finally {
  rmSync(folder, { recursive: true });
}
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
if (complaints.length > 0) process.exitCode = 1;
