import { execFile } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Role } from '../../study/rule/panel.ts';
import { beginEntry, declareEntry, type Made, type Making, writeRun } from './making.ts';

/** Shares of the tables' bytes that mixtures get. */
const SHARES = [1 / 8, 1 / 2] as const;

const FILE = 'game.mjs';
const PROGRAM = `#!/usr/bin/env node
import('./${FILE}').then(async ({ player }) => {
  const { createInterface } = require('node:readline');
  const isFar = process.argv[3] === 'distance';
  for await (const line of createInterface({ input: process.stdin })) {
    const { outcome, score, dtm, plies = dtm } = await (isFar ? player.ask(line) : player.askOutcome(line));
    console.log(score ?? (isFar && outcome !== 'draw' ? outcome + ' ' + plies : outcome));
  }
});
`;

/** What `endgame ship --json` tells. */
interface Shipped {
  readonly bytes: number;
  readonly program: number;
  readonly kept: readonly { readonly bytes: number }[];
}

/** Makes our own entries: the file of `endgame ship` with all tables, with some and with none. */
export async function shippedEntries(making: Making): Promise<Made[]> {
  const whole = await ship(making, 'ours-complete', 'complete');
  const { bytes, program } = whole;
  await ship(making, 'ours-compute', 'compute', program);
  const made: Made[] = [{ name: 'ours-complete' }, { name: 'ours-compute' }];
  for (const share of SHARES) {
    const name = `ours-mixture-${Math.round(100 * share)}`;
    const { kept } = await ship(making, name, 'mixture', Math.floor(program + share * (bytes - program)));
    if (kept.length > 0) made.push({ name });
    else {
      rmSync(join(making.directory, name), { recursive: true });
      made.push({ name, why: 'no table is short enough' });
    }
  }
  return made;
}

async function ship(making: Making, name: string, role: Role, most?: number): Promise<Shipped> {
  const { specialization, tables = [], command, signal, onProgress } = making;
  onProgress(`shipping ${name}`, 0);
  const path = beginEntry(making, name);
  const file = join(path, FILE);
  const budget = most === undefined ? [] : ['--bytes', String(most)];
  const [program, ...words] = command;
  const { stdout } = await promisify(execFile)(
    program,
    [...words, 'ship', specialization.game.id, ...tables, '--out', file, '--json', '--quiet', ...budget],
    { signal },
  );
  const shipped = JSON.parse(stdout) as Shipped;
  writeRun(path, PROGRAM);
  declareEntry(path, role, role === 'compute' ? 0 : statSync(file).size - shipped.program);
  return shipped;
}
