/** The guide to one's own game, step by step as it stands, in an empty folder. */

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));
const guide = readFileSync(join(project, 'docs', 'your-own-game.md'), 'utf8');
const blocks = [...guide.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, kind, name, text]) => ({
  kind,
  name,
  text,
}));
const folder = mkdtempSync(join(tmpdir(), 'endgame-guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm install endgame-lab` does, with the package as it is built here. */
function install(): void {
  const bin = join(folder, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(project, join(folder, 'node_modules', 'endgame-lab'));
  const main = join(project, 'dist', 'src', 'cli', 'main.js');
  writeFileSync(join(bin, 'endgame-lab'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(join(bin, 'endgame-lab'), 0o755);
}

function run(command: string): string {
  if (command === 'npm install endgame-lab') {
    install();
    return '';
  }
  return execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
}

test('every step does what the guide says', () => {
  let printed = '';
  let steps = 0;
  for (const { kind, name, text } of blocks) {
    if (kind === 'js') writeFileSync(join(folder, name), text);
    else if (kind === 'sh') {
      printed = text.trim().split('\n').map(run).join('');
      steps++;
    } else if (name === '') for (const line of text.trimEnd().split('\n')) expect(printed).toContain(line);
  }
  expect(steps).toBe(5);
});

test('the mistake that the guide shows is told as it says', () => {
  const rules = blocks.find(({ name }) => name === 'konane.mjs')!.text;
  const told = blocks.find(({ name }) => name === 'of a mistake')!.text.trimEnd();
  writeFileSync(join(folder, 'mistaken.mjs'), rules.replace('    p.pass();\n', ''));
  const shown = (): string => run('npx endgame-lab check ./mistaken.mjs || true');
  const output = shown();
  for (const line of told.split('\n')) expect(output).toContain(line);
});

test('the rules have 45 to 60 lines', () => {
  const lines = blocks
    .find(({ name }) => name === 'konane.mjs')!
    .text.trimEnd()
    .split('\n').length;
  expect(lines).toBeGreaterThanOrEqual(45);
  expect(lines).toBeLessThanOrEqual(60);
});
