/**
 * `npm run bench`: how fast the parts are. Each part is first checked against known counts and solved values; the first
 * wrong one is printed alone, and the exit code is 1. `--full` adds the cases that take long.
 */

import './one-line.ts';
import { cpus } from 'node:os';
import { describeFailure } from '../src/cli/options.ts';
import { cases } from './cases.ts';
import { generate } from './generation.ts';
import { benchHybrid } from './hybrid.ts';
import { benchProbes } from './probes.ts';
import { formatRows, type Row } from './rows.ts';

const ONE_BLOCK = 16_384;
const full = process.argv.includes('--full');

try {
  const rows: Row[] = [];
  for (const work of cases(full)) {
    process.stderr.write(`${work.game.id} ${work.table}\n`);
    const { generated, rows: generation } = await generate(work);
    rows.push(...generation);
    // A table of a single block says nothing about probing: its block is always cached.
    if (work.positions > ONE_BLOCK) rows.push(...benchProbes(generated));
    rows.push(...(await benchHybrid(generated)));
  }
  rows.sort((a, b) => order(a) - order(b));
  process.stdout.write(`${formatRows(rows)}\n`);
  const all = cpus();
  process.stdout.write(
    `${all[0]?.model.trim()}, ${all.length} cores, Node ${process.version}; seeds fixed; p10 and p90 show the spread\n`,
  );
} catch (error) {
  const failure = describeFailure(error);
  if (!failure) throw error;
  process.stderr.write(`${failure.line}\n`);
  process.exitCode = 1;
}

function order({ group }: Row): number {
  return ['generation', 'size', 'probe', 'hybrid'].indexOf(group);
}
