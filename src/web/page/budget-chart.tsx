import type { VNode } from 'preact';
import { formatSeconds } from '../../text/format.ts';
import type { BudgetData } from '../data.ts';
import { budgetText } from './budget-text.ts';
import type { MeasuredQuestion } from './measurements.ts';

interface ChartProps {
  readonly data: BudgetData;
  readonly measured: readonly MeasuredQuestion[];
  /** The position on the board. */
  readonly position: string | undefined;
  readonly rung: number;
}

const WIDTH = 560;
const HEIGHT = 300;
const LEFT = 62;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 46;
/** Powers of ten of seconds at the bottom and at the top. */
const LOWEST = -6;
const HIGHEST = 2;

/** Bytes against time, both by their powers: what the plan says, and every question that was really asked. */
export function BudgetChart({ data, measured, position, rung }: ChartProps): VNode {
  const { rungs } = data;
  const x = (i: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * (i + 0.5)) / rungs.length;
  const y = (seconds: number): number => {
    const power = Math.min(HIGHEST, Math.max(LOWEST, Math.log10(seconds)));
    return TOP + ((HEIGHT - TOP - BOTTOM) * (HIGHEST - power)) / (HIGHEST - LOWEST);
  };
  const path = (points: readonly (readonly [number, number])[]): string =>
    points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('');
  const positions = [...new Set(measured.map((each) => each.position))];
  const powers = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, i) => LOWEST + i);
  const place = ({ budget, answer }: MeasuredQuestion): readonly [number, number] => [
    x(rungs.findIndex((each) => each.budget === budget)),
    y(answer.provenance.ms / 1000),
  ];
  const asked = positions.length === 1 ? 'one question' : `${positions.length} questions`;
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Time of a question against bytes of tables: by the plan, and for ${asked} that were really asked`}
    >
      {powers.map((power) => (
        <g key={power} class="grid">
          <path d={`M${LEFT} ${y(10 ** power)}H${WIDTH - RIGHT}`} />
          <text x={LEFT - 8} y={y(10 ** power) + 4} text-anchor="end">
            {formatSeconds(10 ** power)}
          </text>
        </g>
      ))}
      <rect class="now" x={x(rung) - 20} y={TOP} width="40" height={HEIGHT - TOP - BOTTOM} />
      {rungs.map(
        (each, i) =>
          isNamed(each.budget, i, rungs.length) && (
            <text key={each.budget} class="tick" x={x(i)} y={HEIGHT - BOTTOM + 18} text-anchor="middle">
              {i === rungs.length - 1 ? 'all' : budgetText(each, data).replace('.00', '')}
            </text>
          ),
      )}
      <text class="tick" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 8} text-anchor="middle">
        bytes of tables
      </text>
      <path class="plan" d={path(rungs.map(({ seconds }, i) => [x(i), y(seconds)]))} />
      <text class="plan-name" x={x(1) - 14} y={y(rungs[1].seconds) - 9}>
        average by the plan
      </text>
      {positions.map((each) => {
        const found = measured.filter((measurement) => measurement.position === each);
        const points = found.map(place).sort(([a], [b]) => a - b);
        return (
          <g key={each} class={each === position ? 'asked here' : 'asked'}>
            <path d={path(points)} />
            {points.map(([px, py]) => (
              <circle key={px} cx={px} cy={py} r={each === position ? 5 : 3} />
            ))}
          </g>
        );
      })}
    </svg>
  );
}

/** Powers of ten are named, so that names do not touch. */
function isNamed(budget: number, i: number, all: number): boolean {
  return budget === 0 || i === all - 1 || Number.isInteger(Math.log10(budget));
}
