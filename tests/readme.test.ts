import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examplesOf, isLeftOut, PROJECT, readDocument, runExample } from './support/documents.ts';

const readme = readDocument('README.md');
const examples = examplesOf(readme).filter((each) => !isLeftOut(each));

test.each(examples)('example %# of the README runs and prints what it says', (example) => {
  const folder = mkdtempSync(join(tmpdir(), 'endgame-readme-'));
  try {
    expect(runExample(example, folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the README shows a command and a program', () => {
  expect(examples.map(({ language }) => language)).toEqual(['console', 'ts']);
});

test('the README is a screen and a half, with one small picture', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(100);
  const pictures = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path);
  expect(pictures).toHaveLength(1);
  expect(statSync(join(PROJECT, pictures[0])).size).toBeLessThan(40_000);
});

test('the README names the commands of the project', () => {
  for (const command of ['npm ci && npm start', 'npm ci && npm test']) expect(readme).toContain(command);
});

test('README and guides name every command', () => {
  const help = execFileSync(process.execPath, [join(PROJECT, 'dist/src/cli/main.js'), '--help'], { encoding: 'utf8' });
  const commands = [...help.matchAll(/^ {2}([a-z]+) .*\[options\]|^ {2}([a-z]+) {2,}/gm)]
    .map((m) => m[1] ?? m[2])
    .filter((c) => c !== 'help');
  expect(commands.length).toBeGreaterThanOrEqual(7);
  const guides = readdirSync(join(PROJECT, 'docs')).filter((name) => name.endsWith('.md'));
  const text = [readme, ...guides.map((guide) => readDocument(`docs/${guide}`))].join('\n');
  for (const command of commands) expect(text).toContain(`endgame ${command}`);
});
