import { type PlannerData, RULES } from './measure.ts';
import { dotRows, legend, looks } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { formatBytes, formatRatio, formatSeconds } from '../../../text/format.ts';
import { details, figure, paragraph, table } from '../../report/html.ts';

/** The budget of the chart; the table shows all budgets. */
const SHOWN = 1 / 4;

type Row = PlannerData['rows'][number];

/** The chapter on the planner against simple rules. */
export const plannerChapter: Chapter = {
  content: (findings) => {
    const data = findings.of<PlannerData>('planner');
    const of = looks(RULES);
    const dots = data.flatMap(({ title, rows }) => {
      const row = rows.find(({ share }) => share === SHOWN)!;
      return RULES.flatMap((rule) => {
        const seconds = row.seconds[rule];
        if (seconds === undefined) return [];
        const value = seconds / best(row);
        return [
          {
            row: title,
            series: rule,
            value,
            tip: `${title}: ${rule}\n${formatSeconds(seconds)} per question, ${formatRatio(value)} the best`,
          },
        ];
      });
    });
    const means = RULES.slice(1).map((rule) => `${rule} ${formatRatio(mean(data, rule))}`);
    return `
${figure(
  dotRows({
    label: 'seconds per question over those of the best plan, a quarter of the bytes',
    rows: data.map(({ title }) => title),
    dots,
    looks: of,
    axis: `seconds over the best, with ${SHOWN * 100} % of the bytes →`,
    format: (v) => `${v}×`,
    rule: 1,
  }),
  legend(of),
)}
${paragraph(`Over all games and budgets, geometric mean of seconds over the best plan: ${means.join('; ')}.`)}
${details(
  'The numbers',
  table(
    data.flatMap(({ title, rows }) => rows.map((row) => ({ title, row }))),
    [
      { head: 'game', cell: ({ title }) => title, text: true },
      { head: 'budget', cell: ({ row }) => `${formatBytes(row.budget)} (${row.share * 100} %)` },
      ...RULES.map((rule) => ({
        head: rule,
        cell: ({ row }: { row: Row }) => {
          const seconds = row.seconds[rule];
          return seconds === undefined ? 'too large' : formatSeconds(seconds);
        },
      })),
    ],
  ),
)}`;
  },
  limits: [
    'Seconds here are the planner’s own: counts of positions, moves and cells times constants fixed in the code, so that plans are the same in every run. Chapter 1 measures the real times of plans.',
    'Where there are too many tables or sessions for the exact program, greedy planning stands for the best.',
  ],
};

function best({ seconds }: Row): number {
  return Math.min(...Object.values(seconds));
}

function mean(data: readonly PlannerData[], rule: (typeof RULES)[number]): number {
  const logs = data.flatMap(({ rows }) =>
    rows.flatMap((row) => {
      const seconds = row.seconds[rule];
      return seconds === undefined ? [] : [Math.log(seconds / best(row))];
    }),
  );
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}
