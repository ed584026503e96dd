/**
 * `npm run bench:rules -- --costs FILE --train PROFILE --score PROFILE ...`: what planning is worth. Plans are made for
 * the questions of one population and scored on those of others. They are compared with the rules "most asked first"
 * and "most asked per byte first" at the same bytes, all by the cost model.
 */

import './one-line.ts';
import { parseArgs } from 'node:util';
import { formatBytes, formatSeconds } from '../src/text/format.ts';
import { build } from '../src/plan/build.ts';
import { readCosts } from '../src/plan/costs.ts';
import { planByFrequency, planGreedily } from '../src/plan/greedy.ts';
import { choiceBytes, type Choice, type Instance, choiceSeconds } from '../src/plan/instance.ts';
import { planExactly } from '../src/plan/milp.ts';
import { readProfile } from '../src/plan/profile.ts';
import { TextTable } from '../src/text/text-table.ts';

const { values: flags } = parseArgs({
  options: {
    costs: { type: 'string' },
    train: { type: 'string' },
    score: { type: 'string', multiple: true },
    budget: { type: 'string', multiple: true, default: ['1e4', '1e5', '3e5', '1e6', '3e6', '1e7', '3e7', '1e8'] },
    seconds: { type: 'string', default: '60' },
  },
});
if (flags.costs === undefined || flags.train === undefined || flags.score === undefined) {
  throw new Error('usage: rules --costs FILE --train PROFILE --score PROFILE [--score PROFILE] [--budget BYTES ...]');
}
const costs = await readCosts(flags.costs);
const trained = build(costs, await readProfile(flags.train)).instance;
const populations: { name: string; instance: Instance }[] = [{ name: 'trained on', instance: trained }];
for (const path of flags.score) {
  populations.push({
    name: path.replace(/.*\//, '').replace(/\.json$/, ''),
    instance: build(costs, await readProfile(path)).instance,
  });
}
const table = new TextTable({
  head: ['budget', 'scored on', 'nothing', 'frequency', 'per byte', 'greedy', 'exact', 'exact against per byte', 'gap'],
  colAligns: ['right', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
});
for (const text of flags.budget) {
  const budget = Number(text);
  const exact = await planExactly(trained, { budget }, { seconds: Number(flags.seconds) });
  const choices: Choice[] = [
    new Int32Array(trained.tables.length).fill(-1),
    ruled(trained, budget, false),
    ruled(trained, budget, true),
    planGreedily(trained, { budget }),
    exact.choice,
  ];
  for (const choice of choices) if (choiceBytes(trained, choice) > budget) throw new Error('a plan is over its budget');
  for (const { name, instance } of populations) {
    const seconds = choices.map((choice) => choiceSeconds(instance, choice));
    table.push([
      formatBytes(budget),
      name,
      ...seconds.map(formatSeconds),
      `${(100 * (1 - seconds[4] / seconds[2])).toFixed(1)}% less`,
      name === 'trained on' ? `${((100 * (exact.value - exact.bound)) / exact.value).toFixed(2)}%` : '',
    ]);
  }
}
console.log(table.toString());
console.log(`expected CPU seconds per question by ${flags.costs}; plans made for ${flags.train}`);

/** Returns the better choice of a rule: with the smallest options, or with those that depend on no other table. */
function ruled(instance: Instance, budget: number, perByte: boolean): Choice {
  const choices = [false, true].map((alone) => planByFrequency(instance, budget, perByte, alone));
  const [any, standing] = choices.map((choice) => choiceSeconds(instance, choice));
  return any <= standing ? choices[0] : choices[1];
}
