import * as Plot from '@observablehq/plot';
import { formatBytes, formatCount } from '../../../../text/format.ts';
import { legend, looks, marks, svg } from '../../../report/chart.ts';
import { details, figure, paragraph, table } from '../../../report/html.ts';
import { SHAPE_NAMES, SHAPES } from './growth.ts';
import type { ProgramsData } from './measure.ts';

const MEASURED = 'measured';

/** The section on the length of N programs. */
export function programsSection({ cabinets, growth }: ProgramsData): string {
  const of = looks([MEASURED, ...SHAPE_NAMES]);
  const last = cabinets.at(-1)!;
  const curves = SHAPE_NAMES.map((shape) => ({
    shape,
    points: Array.from({ length: last.games }, (_, i) => ({
      n: i + 1,
      kilobytes: (growth[shape].constant + growth[shape].factor * SHAPES[shape](i + 1)) / 1000,
    })),
  }));
  const dots = cabinets.map(({ games, bytes, families }) => ({
    series: MEASURED,
    n: games,
    kilobytes: bytes / 1000,
    tip: `${games} games, the last of ${families.at(-1)}\n${formatBytes(bytes)}`,
  }));
  const chart = svg('bytes of one program by number of games', {
    width: 760,
    height: 340,
    x: { label: 'games →', domain: [0, last.games + 1] },
    y: { label: '↑ kB, brotli', grid: true, domain: [0, (last.bytes / 1000) * 1.05] },
    marks: [
      ...curves.map(({ shape, points }) =>
        Plot.line(points, { x: 'n', y: 'kilobytes', stroke: of.get(shape)!.colour, strokeWidth: 1.5 }),
      ),
      ...marks(dots, of, { x: 'n', y: 'kilobytes', r: 3.5 }),
    ],
  });
  const leastBy = (error: 'heldOut' | 'heldOutMedian'): string =>
    SHAPE_NAMES.toSorted((a, b) => growth[a][error] - growth[b][error])[0];
  return `<h3>N games in one program</h3>
${figure(chart, legend(of))}
${paragraph(
  `One program with the generator and ${last.games} games takes ${formatBytes(last.bytes)}, with one game ${formatBytes(cabinets[0].bytes)}. Of a line, a root and a logarithm, the ${leastBy('heldOut')} has the least error in what the games of a family add, predicted from all others, and the ${leastBy('heldOutMedian')} the least median error, which one large family does not move.`,
)}
${table(SHAPE_NAMES, [
  { head: 'shape', cell: (shape) => shape, text: true },
  { head: 'bytes without its term', cell: (shape) => formatCount(Math.round(growth[shape].constant)) },
  { head: 'bytes a unit of its term', cell: (shape) => formatCount(Math.round(growth[shape].factor)) },
  { head: 'error of the fit, bytes', cell: (shape) => formatCount(Math.round(growth[shape].error)) },
  {
    head: 'error of held-out increments, bytes a game',
    cell: (shape) => formatCount(Math.round(growth[shape].heldOut)),
  },
  { head: 'median of these', cell: (shape) => formatCount(Math.round(growth[shape].heldOutMedian)) },
])}
${details(
  'What games add',
  table(cabinets.slice(1), [
    { head: 'families', cell: ({ families }) => families.join(', '), text: true },
    { head: 'games then', cell: ({ games }) => formatCount(games) },
    { head: 'bytes', cell: ({ bytes }) => formatCount(bytes) },
    {
      head: 'bytes that a game adds',
      cell: (each) => {
        const before = cabinets[cabinets.indexOf(each) - 1];
        return formatCount(Math.round((each.bytes - before.bytes) / (each.games - before.games)));
      },
    },
  ]),
)}`;
}
