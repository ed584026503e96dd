import type { EnginesData } from './measure.ts';
import { dotRows, legend, looks } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { formatCount, formatSeconds } from '../../../text/format.ts';
import { details, figure, table } from '../../report/html.ts';

const NAMES = ['slices, generic', 'slices, word-parallel', 'reachable closure', 'forward search'];

/** The chapter on engines without tables. */
export const enginesChapter: Chapter = {
  content: (findings) => {
    const data = findings.of<EnginesData>('engines');
    const of = looks(NAMES);
    const answered = data.flatMap(({ title, rows }) =>
      rows.filter((row) => row.answered > 0).map((row) => ({ title, ...row })),
    );
    return `
<p>One question at a time to an engine that has nothing in memory. Word-parallel analysis exists for chessmen; generic is the same
analysis position by position. Closure and search answer only what stays within a limit of positions; the table tells how often.</p>
${figure(
  dotRows({
    label: 'seconds for one answer by engine',
    rows: data.map(({ title }) => title),
    dots: answered.map(({ title, engine, mean, work, answered: n, asked }) => ({
      row: title,
      series: engine,
      value: Math.max(mean, 1e-7),
      tip: `${title}: ${engine}\n${formatSeconds(mean)} per answer, ${formatCount(work)} positions\n${n} of ${asked} answered`,
    })),
    looks: of,
    axis: 'CPU seconds per answered question →',
    format: formatSeconds,
  }),
  legend(of),
)}
${details(
  'The numbers',
  table(
    data.flatMap(({ title, lookedInto, rows }) => rows.map((row) => ({ title, lookedInto, ...row }))),
    [
      { head: 'game', cell: ({ title }) => title, text: true },
      { head: 'engine', cell: ({ engine }) => engine, text: true },
      { head: 'answered', cell: ({ answered: n, asked }) => `${n} of ${asked}` },
      { head: 'mean', cell: ({ mean, answered: n }) => (n === 0 ? '' : formatSeconds(mean)) },
      { head: 'median', cell: ({ median, answered: n }) => (n === 0 ? '' : formatSeconds(median)) },
      { head: 'positions', cell: ({ work, answered: n }) => (n === 0 ? '' : formatCount(work)) },
      { head: 'limit', cell: ({ lookedInto }) => formatCount(lookedInto) },
    ],
  ),
)}`;
  },
  limits: [
    'Few questions, evenly from the sessions: enough to tell milliseconds from seconds, not more.',
    'Where search or closure answers only some questions, its mean is that of the easy ones.',
  ],
};
