import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(project, 'README.md'), 'utf8');

const examples = [...readme.matchAll(/<!-- example[^>]*-->\n```ts\n([\s\S]*?)```/g)].map(([, code]) => code);

test.each(examples)('example %# of the README runs and prints what its comments say', (code) => {
  // A package can import itself by name only from inside; the example runs in a folder of its own.
  const entry = (path: string): string => new URL(`../dist/${path}`, import.meta.url).href;
  const runnable = code
    .replace("'endgame-lab/games'", JSON.stringify(entry('games/index.js')))
    .replace("'endgame-lab'", JSON.stringify(entry('src/index.js')));
  const directory = mkdtempSync(join(tmpdir(), 'endgame-readme-'));
  try {
    writeFileSync(join(directory, 'example.mjs'), runnable);
    const printed = execFileSync(process.execPath, ['example.mjs'], { cwd: directory, encoding: 'utf8' });
    const promised = [...code.matchAll(/\); \/\/ (.*)$/gm)].map((match) => match[1]);
    expect(promised.length).toBeGreaterThan(1);
    expect(printed.trim().split('\n')).toEqual(promised);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('the README has two examples', () => {
  expect(examples).toHaveLength(2);
});

test('the README names every command', () => {
  const help = execFileSync(process.execPath, [join(project, 'dist/src/cli/main.js'), '--help'], { encoding: 'utf8' });
  const commands = [...help.matchAll(/^ {2}([a-z]+) .*\[options\]|^ {2}([a-z]+) {2,}/gm)]
    .map((m) => m[1] ?? m[2])
    .filter((c) => c !== 'help');
  expect(commands.length).toBeGreaterThanOrEqual(7);
  for (const command of commands) expect(readme).toContain(`endgame ${command}`);
});
