import * as Plot from '@observablehq/plot';
import type { FrontierData } from '../frontier/measure.ts';
import type { TemplateData } from './measure.ts';
import { legend, looks, marks, svg } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { formatBytes, formatCount } from '../../../text/format.ts';
import { details, figure, paragraph, table } from '../../report/html.ts';

const NAMES = ['one program with N games', 'N programs in one archive', 'N programs'] as const;

/** The chapter on one template for many games. */
export const templateChapter: Chapter = {
  content: (findings) => {
    const [data] = findings.of<TemplateData>('template');
    const of = looks(NAMES);
    const curves = { [NAMES[0]]: data.together, [NAMES[1]]: data.dictionary, [NAMES[2]]: data.alone };
    const dots = Object.entries(curves).flatMap(([series, values]) =>
      values.map((bytes, i) => ({
        series,
        n: i + 1,
        kilobytes: bytes / 1000,
        tip: `${series}, N = ${i + 1}\n${formatBytes(bytes)}`,
      })),
    );
    const chart = svg('bytes by number of games', {
      width: 760,
      height: 360,
      x: { label: 'games →', ticks: data.together.length, tickFormat: 'd', domain: [0.5, data.together.length + 0.5] },
      y: { label: '↑ kB, brotli', grid: true, domain: [0, Math.max(...dots.map(({ kilobytes }) => kilobytes)) * 1.05] },
      marks: [
        ...[...of].map(([series, { colour }]) =>
          Plot.line(
            dots.filter((dot) => dot.series === series),
            { x: 'n', y: 'kilobytes', stroke: colour, strokeWidth: 1.5 },
          ),
        ),
        ...marks(dots, of, { x: 'n', y: 'kilobytes' }),
      ],
    });
    const last = data.together.length - 1;
    return `
${figure(chart, legend(of))}
${paragraph(
  `The straight line through the first curve: ${formatBytes(data.intercept)} for the template and ${formatCount(data.slope)} bytes for each game. ${last + 1} games take ${formatBytes(data.together[last])} as one program, ${formatBytes(data.alone[last])} as programs of their own, and ${formatBytes(data.dictionary[last])} if those are merely compressed together: a shared dictionary finds most of what they have in common, but only in the archive, not in memory.`,
)}
${tables(findings.frontiers)}
${details(
  'What each game adds',
  table(Object.entries(data.marginal), [
    { head: 'game', cell: ([game]) => game, text: true },
    { head: 'bytes it adds on average', cell: ([, bytes]) => formatCount(bytes) },
  ]),
)}`;
  },
  limits: [
    'Averages over sampled orders in which games are added; each point is a bundle that was made and compressed, nothing is added up.',
    'Games that share helpers (sowing, mills) cost more alone than together; which games are chosen moves the slope.',
  ],
};

/** Compares the template with the tables of the studied games. */
function tables(frontiers: readonly FrontierData[]): string {
  const sum = (name: string): number =>
    frontiers.reduce((all, { contenders }) => all + (contenders.find((each) => each.name === name)?.stored ?? 0), 0);
  if (frontiers.length === 0) return '';
  return paragraph(
    `For comparison, the tables of the ${frontiers.length} games of chapter 1: ${formatBytes(sum('array, a byte a cell'))} plain, ${formatBytes(sum('xz, whole'))} by xz.`,
  );
}
