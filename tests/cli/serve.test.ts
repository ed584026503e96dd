/** `endgame serve` as a user runs it: it listens, answers, and ends when it is told to. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { Command, main } from './command.ts';

const command = new Command();

test('listens on this machine alone, answers, and ends at SIGTERM with 0', async () => {
  const page = '<!doctype html><title>a site</title>';
  mkdirSync(command.path('site'));
  writeFileSync(command.path('site', 'index.html'), page);
  const games = ['serve', 'chess', 'tic-tac-toe', '--site', 'site'];
  const args = [...games, '--port', '0', '--no-pack', '--memory', '200MB'];
  const run = spawn(process.execPath, [main, ...args], { cwd: command.directory, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  run.stderr.on('data', (data) => (errors += String(data)));
  const [line] = (await once(run.stdout, 'data')) as [Buffer];
  const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)\n/.exec(line.toString())![1];
  const answer = await fetch(`${url}/standard?fen=8/8/8/8/8/1k6/8/K2R4_w_-_-_0_1`);
  expect(await answer.json()).toMatchObject({ category: 'win', dtz: 19, dtm: 19 });
  const list = (await (await fetch(`${url}/games`)).json()) as { id: string }[];
  expect(list.map(({ id }) => id).sort()).toEqual(['chess', 'tic-tac-toe']);
  const tic = await fetch(`${url}/games/tic-tac-toe/position?position=xx./oo./...+x`);
  expect(await tic.json()).toMatchObject({ outcome: 'win', plies: 1 });
  expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/process_resident_memory_bytes \d{7,}/);
  const site = await fetch(url);
  expect([site.status, await site.text()]).toEqual([200, page]);
  expect(site.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect((await fetch(`${url}/../package.json`)).status).toBe(404);
  expect((await fetch(`${url}/%2e%2e/serve.log`)).status).toBe(404);
  run.kill('SIGTERM');
  expect(await once(run, 'exit')).toEqual([0, null]);
  expect(errors).toBe('');
});

test('refuses what it cannot serve', async () => {
  command.refused(['serve', 'go'], 'E_GAME_UNKNOWN', 'no game named "go"');
  command.refused(['serve', './game.mjs'], 'E_GAME_UNKNOWN', 'no game named "./game.mjs"');
  command.refused(['serve', '--port', '70000'], 'E_USAGE', 'from 0 to 65535');
  command.refused(['serve', '--site', 'none'], 'E_FILE', 'none has no index.html');
  command.refused(['serve', '--plan', 'none.json'], 'E_FILE', 'none.json');
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  expect(port).toBeGreaterThan(0);
  command.refused(['serve', 'tic-tac-toe', '--port', String(port)], 'E_USAGE', 'cannot listen on 127.0.0.1');
  taken.close();
});
