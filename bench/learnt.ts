/**
 * `npm run bench:learnt [-- GAME ...]`: how well small slices tell which codec suits large tables. Each table that is
 * not small is encoded by every candidate; the learnt choice, each candidate taken always, and others are compared with
 * the smallest file of all. The choice has seen half of a table's cells at most, in smaller slices; where these are too
 * few it tries what is quick. Every file is read back. The study's experiment `learner` reports the same.
 */

import './one-line.ts';
import { CANDIDATES, CODEC_CASES, judgeCodecs } from '../src/study/experiments/learner/codecs/judge.ts';
import { choicesAmong, type Judged, regretOf } from '../src/study/experiments/learner/codecs/regret.ts';
import { TextTable } from '../src/text/text-table.ts';

const SEED = 1;

function row(...columns: readonly string[]): void {
  const widths = [18, 8, 5, 12, 24, 24];
  process.stdout.write(`${columns.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' ')}\n`);
}

const only = process.argv.slice(2);
const tables: Judged[] = [];
row('game', 'table', 'tells', 'cells', 'learnt, bytes', 'smallest, bytes', 'why');
for (const each of CODEC_CASES.filter(({ game }) => only.length === 0 || only.includes(game))) {
  for (const judged of await judgeCodecs(each, each.packed, () => undefined)) {
    const { game, table, metric, cells, bytes, tried, why } = judged;
    const least = (codecs: readonly string[]): string => {
      const codec = codecs.reduce((a, b) => (bytes[b] < bytes[a] ? b : a));
      return `${codec} ${bytes[codec]}`;
    };
    row(game, table, metric, String(cells), least(tried), least(CANDIDATES), why);
    tables.push(judged);
  }
}
const head = ['choice', 'regret', '90 % of families', 'worst family', 'bytes', 'CPU s'];
const table = new TextTable({ head, colAligns: ['left', 'right', 'right', 'right', 'right', 'right'] });
for (const choice of choicesAmong(CANDIDATES)) {
  const { name, regret, least, most, worst, bytes, seconds } = regretOf(tables, choice, SEED);
  const interval = `${least.toFixed(3)}-${most.toFixed(3)}`;
  table.push([name, regret.toFixed(4), interval, worst.toFixed(3), String(bytes), seconds.toFixed(1)]);
}
process.stdout.write(`${table.toString()}\n`);
