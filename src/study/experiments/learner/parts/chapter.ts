import { digits, formatBytes, formatCount } from '../../../../text/format.ts';
import { dotRows, legend, looks } from '../../../report/chart.ts';
import { details, figure, paragraph, table } from '../../../report/html.ts';
import type { PartsData } from './measure.ts';
import { type Apart, type ArmCost, ARMS, type Ratio, ratiosOf } from './ratios.ts';

const COSTS = ['bytes', 'seconds'] as const satisfies readonly (keyof ArmCost)[];

/** The section on the parts of the specialiser. */
export function partsSection({ games }: PartsData): string {
  const ratios = COSTS.map((cost) => [cost, ratiosOf(games, cost)] as const);
  const of = looks(COSTS);
  const chart = dotRows({
    label: 'costs without a part over costs with all',
    rows: ARMS.slice(1),
    dots: ratios.flatMap(([series, all]) =>
      all.map((each) => ({ row: each.arm, series, value: each.mean, tip: `${each.arm}, ${series}\n${told(each)}` })),
    ),
    looks: of,
    axis: 'times what everything takes →',
    format: (value) => `${value}`,
    rule: 1,
  });
  return `<h3>The specialiser taken apart</h3>
${figure(chart, legend(of))}
${paragraph(
  `Each row leaves one part out; a dot is the geometric mean over families. Seconds are those of generation, exploring included; bytes are those of all tables without their heads, packed as the product packs them where the row does not say otherwise. Every value of the naive template (rules, a hash table of positions and a fixpoint) was compared with the tables, with and without symmetries.`,
)}
${table(
  ARMS.slice(1).filter((arm) => ratios.some(([, all]) => all.some((each) => each.arm === arm))),
  [
    { head: 'without', cell: (arm) => arm, text: true },
    ...ratios.map(([cost, all]) => ({
      head: `${cost}, mean (least–most)`,
      cell: (arm: string): string => {
        const found = all.find((each) => each.arm === arm);
        return found === undefined ? '' : told(found);
      },
    })),
    {
      head: 'games',
      cell: (arm) =>
        formatCount(Math.max(...ratios.flatMap(([, all]) => all.map((r) => (r.arm === arm ? r.games : 0))))),
    },
  ],
)}
${paragraph(
  'What has no switch stays in: the generator always solves slice by slice over dense index spaces, so "one table" and "a digit a cell" change bytes alone; trees always ask derived questions beside coordinates; and the engine always retracts moves where the rules can.',
)}
${COSTS.map((cost) => details(`The games: ${cost}`, costsTable(games, cost))).join('\n')}`;
}

function costsTable(games: readonly Apart[], cost: keyof ArmCost): string {
  return table(games, [
    { head: 'game', cell: ({ game }) => game, text: true },
    { head: 'positions', cell: ({ positions }) => formatCount(positions) },
    ...ARMS.map((arm) => ({
      head: arm,
      cell: ({ arms }: Apart): string => {
        const value = arms[arm]?.[cost];
        if (value === undefined) return '';
        return cost === 'bytes' ? formatBytes(value) : `${digits(value)} s`;
      },
    })),
  ]);
}

function told({ mean, least, most }: Ratio): string {
  return `${digits(mean)} (${digits(least)}–${digits(most)})`;
}
