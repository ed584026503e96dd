/** `endgame measure` and `endgame plan`, and plans in use, as users run them. */

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Command } from './command.ts';

const command = new Command();
const position = '0,0,0,0,1,1/0,0,0,0,0,1 south';

test('from tables to a plan to a pack to answers', () => {
  command.done(['generate', 'awari', '--men', '1-4', '--dir', 'full']);
  const measure = ['measure', 'awari', '--dir', 'full', '--metric', 'dtm', '--codec', 'pairs'];
  // run, not done: on a slow machine there is progress on stderr
  const measured = command.run(measure);
  expect(measured.status, measured.stderr).toBe(0);
  expect(measured.stdout).toMatch(/^4: computed in .* [mµ]?s; score.* by pairs [\d.]+ k?B/m);
  expect(measured.stdout).toContain('4 tables measured, 0 known before; costs in costs/awari-dtm.json');
  expect(command.done(measure)).toContain('0 tables measured, 4 known before');

  const plan = ['plan', 'awari', '--metric', 'dtm', '--budget', '1kB'];
  const planned = command.done([...plan, '--out', 'plan.json']);
  expect(planned).toMatch(/no plan can be better than [\d.]+ [mµn]?s \(gap [\d.]+%\)/);
  expect(planned).toContain('questions (dtm): every position once');
  const { kept, bytes } = JSON.parse(command.done([...plan, '--json'])) as { kept: { table: string }[]; bytes: number };
  expect(kept.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(1000);
  expect(command.done(['plan', 'awari', '--metric', 'dtm', '--frontier'])).toMatch(/│ +0 B │ +0 B │ +0 │/);

  const packed = command.done(['pack', 'awari', '--plan', 'plan.json', '--dir', 'full', '--out', 'planned']);
  expect(packed).toContain(`${kept.length} packed, 0 already there, in planned`);
  const solve = ['solve', 'awari', position, '--json', '--plan', 'plan.json', '--dir'];
  const full = JSON.parse(command.done(['solve', 'awari', position, '--json', '--dir', 'full'])) as object;
  const answer = JSON.parse(command.done([...solve, 'planned'])) as object;
  expect({ ...answer, provenance: 0 }).toEqual({ ...full, provenance: 0 });
  // Larger tables than planned do not satisfy the plan.
  command.done(['generate', 'awari', '--men', '1-4', '--dir', 'raw', '--codec', 'raw']);
  command.refused([...solve, 'raw'], 'E_BUDGET', 'as planned');
});

test('a plan takes files that nobody has made if it is told to, and says which questions it guesses', () => {
  command.done(['generate', 'chess', 'KQvK', '--metric', 'wdl', '--dir', 'queens']);
  writeFileSync(command.path('games.txt'), '8/8/8/8/8/1k6/4r3/K7 b - - 0 1\n\n8/8/8/8/8/1k6/8/4r2K w - - 0 1\n');
  const measure = ['measure', 'chess', 'KRvK', 'KQvK', '--dir', 'queens', '--metric', 'wdl', '--as-stored'];
  const measured = command.run([...measure, '--questions', 'games.txt', '--out', 'rook.json']);
  expect(measured.status, measured.stderr).toBe(0);
  expect(measured.stdout).toMatch(/^KRvK: a question in [\d.]+ [mµ]?s; \d+% of the games need one$/m);
  const plan = ['plan', 'chess', '--costs', 'rook.json', '--profile', 'chess-masters', '--budget', '1MB'];
  const made = command.done(plan);
  expect(made).toMatch(/│ KQvK +│/);
  expect(made).not.toMatch(/│ KRvK +│/);
  expect(made).toMatch(
    /[\d.]+% of the questions are about tables without costs and do not count; [\d.]+% count as the dearest table/,
  );
  expect(command.done([...plan, '--forecast'])).toMatch(/│ KRvK +│ wdl by [a-z-]+, forecast +│/);
  command.refused(['measure', 'chess', 'KRvK', '--questions', 'nowhere.txt', '--dir', 'queens'], 'E_FILE', 'nowhere');
});

test('says what is wrong', () => {
  command.refused(['plan', 'awari', '--metric', 'dtm'], 'E_USAGE', 'no budget and no price');
  command.refused(['plan', 'nim-1-3-5-7', '--budget', '1kB'], 'E_FILE', 'measure them with');
  command.refused(['plan', 'awari', '--metric', 'dtm', '--budget', 'much'], 'E_USAGE', 'Write bytes like');
  command.refused(['plan', 'awari', '--metric', 'dtm', '--price', '-1'], 'E_USAGE', 'seconds per byte');
  command.refused(['measure', 'awari', '--dir', 'full', '--memory', '0'], 'E_USAGE', '--memory 0');
  const cut = ['plan', 'awari', '--metric', 'dtm', '--method', 'cut'];
  command.refused([...cut, '--budget', '1kB'], 'E_USAGE', 'knows no budget');
  command.refused([...cut, '--price', '1e-9'], 'E_USAGE', 'plans for one target');
  command.refused(['measure', 'awari', '--dir', 'nowhere'], 'E_FILE', 'nowhere');
  writeFileSync(command.path('half.json'), readFileSync(command.path('plan.json'), 'utf8').slice(0, 100));
  command.refused(['solve', 'awari', position, '--plan', 'half.json', '--dir', 'full'], 'E_USAGE', 'half.json');
  command.refused(['solve', 'tic-tac-toe', '--plan', 'plan.json', '--dir', 'full'], 'E_USAGE', 'the plan is of awari');
  const lookup = ['solve', 'awari', position, '--plan', 'plan.json', '--dir', 'full', '--solver', 'lookup'];
  command.refused(lookup, 'E_USAGE', 'the lookup solver takes no plan');
  // No refusal made files.
  expect(command.run(['tables', '--dir', 'nowhere']).stderr).toContain('nowhere');
});
