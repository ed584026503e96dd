import { PATIENCE, type SessionsData, type SessionsRow } from './measure.ts';
import { dotRows, legend, looks } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { formatBytes, formatCount, formatSeconds } from '../../../text/format.ts';
import { details, figure, table } from '../../report/html.ts';

function nameOf({ memory, policy, forgetful }: SessionsRow): string {
  if (forgetful) return 'forgets all before each game';
  return memory === 'ample' ? 'forgets nothing' : `little memory, ${policy}`;
}

const NAMES = ['forgets all before each game', 'forgets nothing', 'little memory, lru', 'little memory, greedy-dual'];

/** The chapter on the solver over several games, by memory and cache policy. */
export const sessionsChapter: Chapter = {
  content: (findings) => {
    const data = findings.of<SessionsData>('sessions');
    const of = looks(NAMES);
    return `
<p>The solver as it ships, without any table, asked the questions of several games one after the other. Little memory is what its largest
analysis needs and a tenth more, so that something has to go.</p>
${figure(
  dotRows({
    label: 'seconds per question by cache policy',
    rows: data.map(({ title }) => title),
    dots: data.flatMap(({ title, rows }) =>
      rows.map((row) => ({
        row: title,
        series: nameOf(row),
        value: row.times.mean,
        tip: `${title}: ${nameOf(row)}\n${formatSeconds(row.times.mean)} per question, ${formatCount(1 / row.times.mean)} per second\n${formatCount(row.work)} positions solved per question`,
      })),
    ),
    looks: of,
    axis: 'CPU seconds per question →',
    format: formatSeconds,
  }),
  legend(of),
)}
${details(
  'The numbers',
  table(
    data.flatMap(({ title, tight, rows }) => rows.map((row) => ({ title, tight, row }))),
    [
      { head: 'game', cell: ({ title }) => title, text: true },
      { head: 'case', cell: ({ row }) => nameOf(row), text: true },
      { head: 'memory', cell: ({ row, tight }) => (row.memory === 'tight' ? formatBytes(tight) : 'ample') },
      { head: 'mean', cell: ({ row }) => formatSeconds(row.times.mean) },
      { head: 'p50', cell: ({ row }) => formatSeconds(row.times.p50) },
      { head: 'p99', cell: ({ row }) => formatSeconds(row.times.p99) },
      { head: 'max', cell: ({ row }) => formatSeconds(row.times.max) },
      { head: 'questions/s', cell: ({ row }) => formatCount(1 / row.times.mean) },
      { head: 'positions solved', cell: ({ row }) => formatCount(row.work) },
      { head: 'slices forgotten', cell: ({ row }) => formatCount(row.evicted) },
    ],
  ),
)}`;
  },
  limits: [
    `A case is left out if it counts for more than ${PATIENCE} seconds: in little memory, solving one slice can evict the slices below another one.`,
    'Greedy-dual weighs the clock time that a slice took to compute, so its counts may differ a little between runs.',
    'The kernel for chessmen has a problem cache of its own, to which the policies do not apply.',
  ],
};
