/** `endgame generate` with less memory than a slice needs: the same bytes, also when it is killed and run again. */

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { strength } from '../support/strength.ts';
import { Command, main } from './command.ts';

const command = new Command();
const generate = (dir: string, ...more: string[]): string[] => [
  'generate',
  'nine-mens-morris',
  '3-3',
  '--quiet',
  '--dir',
  dir,
  ...more,
];
const parts = (): string[] =>
  existsSync(command.path('small/.parts')) ? readdirSync(command.path('small/.parts')) : [];

/** Begins a run with little memory and kills it after `writes` of its files; returns whether it was killed. */
async function killed(writes: number): Promise<boolean> {
  const args = [main, ...generate('small', '--memory', '600kB')];
  const run = spawn(process.execPath, args, { cwd: command.directory, stdio: 'ignore' });
  const ended = new Promise((done) => run.once('close', done));
  let seen = 0;
  for (let last = ''; run.exitCode === null && seen < writes; ) {
    const now = parts().sort().join();
    if (now !== last) seen++;
    last = now;
    await setTimeout(2);
  }
  run.kill('SIGKILL');
  await ended;
  return run.signalCode === 'SIGKILL';
}

test('a slice that does not fit is solved by parts, and a run that was killed goes on', async () => {
  command.done(generate('whole', '--threads', '1'));
  const whole = readFileSync(command.path('whole/nine-mens-morris.3-3.egt'));
  const wanted = strength(2, 20);
  let kills = 0;
  for (let tries = 0; kills < wanted && tries < 5 * wanted; tries++) {
    // On a busy machine a run may be done before anybody looks.
    if (!(await killed(2 + 5 * kills))) rmSync(command.path('small'), { recursive: true, force: true });
    else if (parts().length > 1) kills++;
  }
  expect(kills).toBe(wanted);
  command.done(generate('small', '--memory', '600kB'));
  expect(readFileSync(command.path('small/nine-mens-morris.3-3.egt')).equals(whole)).toBe(true);
  expect(existsSync(command.path('small/.parts'))).toBe(false);
});

test('outcomes alone are solved by parts too', () => {
  command.done([...generate('outcomes', '--metric', 'wdl')]);
  command.done([...generate('little', '--metric', 'wdl', '--memory', '200kB')]);
  const file = 'nine-mens-morris.3-3.wdl.egt';
  expect(readFileSync(command.path(`little/${file}`)).equals(readFileSync(command.path(`outcomes/${file}`)))).toBe(
    true,
  );
  command.done(['verify', 'nine-mens-morris', '--metric', 'wdl', '--dir', 'little']);
});

test('where moves cannot be undone, a slice that does not fit is refused at once', () => {
  command.refused(['generate', 'awari', '8', '--memory', '100kB', '--dir', 'none'], 'E_BUDGET', 'the memory is 100 kB');
  expect(existsSync(command.path('none'))).toBe(false);
});
