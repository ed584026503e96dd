import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

function bench(...args: readonly string[]): { status: number | null; lines: string[]; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, lines: stdout.trimEnd().split('\n'), stderr };
}

test('a benchmark tells its figures, and their ratios to those of another build', () => {
  const { status, lines, stderr } = bench(`${dist}bench/games.js`, 'tic-tac-toe', '--figures', '--against', dist);
  expect(status, stderr).toBe(0);
  const [figures, ratios] = lines.slice(-2).map((line) => JSON.parse(line.slice(line.indexOf('{'))) as object);
  expect(lines.at(-2)).toMatch(/^figures: \{"tic-tac-toe":0\.\d+\}$/);
  expect(Object.keys(figures)).toEqual(['tic-tac-toe']);
  expect(Object.keys(ratios)).toEqual(['tic-tac-toe']);
  expect(Object.values(ratios)[0]).toBeGreaterThan(0);
});

test('a build without such a benchmark cannot be compared', () => {
  const { status, stderr } = bench(`${dist}bench/games.js`, 'tic-tac-toe', '--against', `${dist}nowhere`);
  expect(status).not.toBe(0);
  expect(stderr).toContain('nowhere');
});
