/** The map: games by scale, prices of a byte, and who is the cheapest there. Drawn as text, since its cells are no marks of a plot. */

import { formatBytes, formatPower, formatSeconds } from '../../text/format.ts';
import type { JudgedPanel } from '../experiments/map/read.ts';
import type { NamedPanel } from '../named-panel.ts';
import { BAND } from '../rule/advantage.ts';
import { intervalOf } from '../rule/bootstrap.ts';
import { admitted, type Entrant, type Role, ROLES, scaleOf } from '../rule/panel.ts';
import { THRESHOLDS } from '../rule/words.ts';
import { escape } from './html.ts';

/** A column of the map. */
export interface MapColumn {
  readonly panel: NamedPanel;
  /** Absent where nothing was measured: such a column is hatched. */
  readonly judged?: JudgedPanel;
}

/** Colours and names of the roles. */
export const ROLE_LOOKS: Readonly<
  Record<Role, { readonly colour: string; readonly name: string; readonly letter: string }>
> = {
  compute: { colour: 'var(--c0)', name: 'compute everything', letter: 'C' },
  mixture: { colour: 'var(--c1)', name: 'some tables, the rest computed', letter: 'M' },
  complete: { colour: 'var(--c2)', name: 'all tables', letter: 'T' },
};

/** Prices of the map, in powers of ten of seconds a byte, and its steps for each. */
const LEAST = -12;
const MOST = -4;
const STEPS = 4;
const ROW = 9;
const TOP = 58;
const LEFT = 112;
const RIGHT = 112;
const BOTTOM = 214;
/** Least width, for the legend, and most letters of a label. */
const LEAST_WIDTH = 800;
const LETTERS = 34;
const HEIGHT = TOP + (MOST - LEAST) * STEPS * ROW + BOTTOM;
/** Core seconds that a byte on a disk for a month is worth: about 2e-11 dollars, at 1e-5 dollars a second. */
const BYTE_MONTH = 2e-6;

interface Priced {
  readonly role: Role;
  readonly entrant: Entrant;
  readonly seconds: number;
  readonly cost: number;
}

/** A price at which a role is the cheapest. */
export interface MapCell {
  /** Power of ten of the price, at the lower edge. */
  readonly power: number;
  readonly best: Priced;
  readonly next: Priced;
}

/** Returns the cells of a column, from the least price on. */
export function mapCellsOf({ entrants, questions }: NamedPanel): MapCell[] {
  const asked = questions.reduce((sum, each) => sum + each, 0);
  const points = admitted(entrants).map((entrant) => ({
    entrant,
    seconds: entrant.seconds.flat().reduce((sum, each) => sum + each, 0) / (entrant.seconds.length * asked),
  }));
  return Array.from({ length: (MOST - LEAST) * STEPS }, (_, i): MapCell => {
    const power = LEAST + i / STEPS;
    const price = 10 ** (power + 1 / (2 * STEPS));
    const byRole = ROLES.flatMap((role): Priced[] => {
      const own = points
        .filter(({ entrant }) => entrant.role === role)
        .map(({ entrant, seconds }) => ({ role, entrant, seconds, cost: seconds + price * entrant.bytes }));
      return own.length === 0 ? [] : [own.reduce((a, b) => (b.cost < a.cost ? b : a))];
    }).sort((a, b) => a.cost - b.cost);
    return { power, best: byRole[0], next: byRole[1] };
  });
}

/** Returns the map as SVG text; whoever shows it defines its colours. */
export function mapChart(columns: readonly MapColumn[]): string {
  const wide = Math.max(20, Math.min(44, Math.floor(820 / columns.length)));
  const end = LEFT + columns.length * wide;
  const width = Math.max(LEAST_WIDTH, end + RIGHT);
  const y = (power: number): number => TOP + (MOST - power) * STEPS * ROW;
  const bottom = y(LEAST);
  const powers = Array.from({ length: (MOST - LEAST) / 2 + 1 }, (_, i) => LEAST + 2 * i);
  const band = [Math.log10(BAND.most), Math.log10(BAND.least)].map(y);
  return `<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="group" aria-label="Map: which program is the cheapest, by game and by the price of a byte" font-size="11">
<defs><pattern id="hatch" width="5" height="5" patternTransform="rotate(45)" patternUnits="userSpaceOnUse"><line x1="0" y1="0" x2="0" y2="5" stroke="var(--page)" stroke-width="2.5"/></pattern></defs>
${ROLES.map((role, i) => `<rect x="${LEFT + 205 * i}" y="6" width="12" height="12" fill="${ROLE_LOOKS[role].colour}"/><text x="${LEFT + 205 * i + 17}" y="16">${ROLE_LOOKS[role].name}</text>`).join('')}
<rect x="${LEFT + 615}" y="6" width="12" height="12" fill="var(--line)"/><text x="${LEFT + 632}" y="16">tie</text>
<text x="${LEFT - 6}" y="46" text-anchor="end">seconds a byte</text><text x="${end + 6}" y="46">questions a month</text>
${powers.map((power) => `<text x="${LEFT - 6}" y="${y(power) + 4}" text-anchor="end">${formatPower(10 ** power)}</text><text x="${end + 6}" y="${y(power) + 4}">${monthly(power)}</text>`).join('')}
${columns.map((column, i) => drawn(column, LEFT + i * wide, wide, y)).join('\n')}
<g stroke="currentColor" stroke-dasharray="3 3">${band.map((at) => `<line x1="${LEFT}" x2="${end}" y1="${at}" y2="${at}"/>`).join('')}</g>
<text x="${LEFT}" y="${bottom + BOTTOM - 6}">games by scale: bytes of the shortest complete table over those of the shortest program without a table →</text>
</svg>`;
}

/** Returns the questions a month at which a byte on a disk has the price. */
function monthly(power: number): string {
  const questions = BYTE_MONTH / 10 ** power;
  return questions >= 1
    ? questions.toLocaleString('en-US', { maximumFractionDigits: 0 })
    : String(Number(questions.toPrecision(1)));
}

function drawn({ panel, judged }: MapColumn, x: number, wide: number, y: (power: number) => number): string {
  const cells = mapCellsOf(panel);
  const scale = scaleOf(panel);
  const name = `${panel.title}, scale ${Number(scale.toPrecision(2)).toLocaleString('en-US')}`;
  const rects = cells.map((cell) => {
    const { power, best, next } = cell;
    const ratio = next.cost / best.cost;
    const tie = ratio < THRESHOLDS.tie;
    const opacity = tie ? 1 : Math.min(1, 0.25 + 0.75 * Math.log10(ratio));
    const fill = tie ? 'var(--line)' : ROLE_LOOKS[best.role].colour;
    const shade = opacity < 1 ? ` fill-opacity="${opacity.toFixed(2)}"` : '';
    return `<path d="M${x} ${y(power + 1 / STEPS)}h${wide - 2}v${ROW}H${x}z" fill="${fill}"${shade}><title>${escape(tipOf(name, cell))}</title></path>`;
  });
  const height = y(LEAST) - y(MOST);
  const hatch =
    judged === undefined
      ? `<rect x="${x}" y="${y(MOST)}" width="${wide - 2}" height="${height}" fill="url(#hatch)" pointer-events="none"/>`
      : '';
  const title = panel.title.length > LETTERS ? `${panel.title.slice(0, LETTERS)}…` : panel.title;
  const label = `${title}${panel.recorded && judged !== undefined ? '*' : ''}`;
  const at = x + wide / 2 - 1;
  return `<g class="column" role="img" tabindex="0" aria-label="${escape(summaryOf(name, judged))}">${rects.join('')}${hatch}${peakOf(judged, x, wide, y)}
<text transform="translate(${at + 4} ${y(LEAST) + 8}) rotate(-60)" text-anchor="end">${escape(label)}</text></g>`;
}

/** Returns the number of the advantage where it is greatest. */
function peakOf(judged: JudgedPanel | undefined, x: number, wide: number, y: (power: number) => number): string {
  const advantage = judged?.finding.advantage;
  if (advantage === undefined) return '';
  const { value } = intervalOf(advantage, THRESHOLDS.level);
  const at = y(Math.log10(advantage.peak.price)) + 4;
  return `<text x="${x + wide / 2 - 1}" y="${at}" text-anchor="middle" font-weight="bold" font-size="10" paint-order="stroke" stroke="var(--page)" stroke-width="2.5" pointer-events="none">${value.toPrecision(2)}</text>`;
}

function tipOf(name: string, { power, best, next }: MapCell): string {
  const one = ({ entrant, seconds }: Priced): string =>
    `${entrant.name}, ${formatBytes(entrant.bytes)}, ${formatSeconds(seconds)} a question`;
  return `${name}\nprice 10^${(power + 1 / (2 * STEPS)).toFixed(2)} s a byte\ncheapest: ${ROLE_LOOKS[best.role].name}: ${one(best)}\n${(next.cost / best.cost).toPrecision(3)} times cheaper than ${ROLE_LOOKS[next.role].name}: ${one(next)}`;
}

function summaryOf(name: string, judged: JudgedPanel | undefined): string {
  if (judged === undefined) return `${name}: not measured, from published sizes`;
  const { finding, word } = judged;
  if (finding.control) return `${name}: one table, a control`;
  if (finding.advantage === undefined) return `${name}: ${word}, no mixture is shorter than the complete table`;
  const { value, least, most } = intervalOf(finding.advantage, THRESHOLDS.level);
  const { price, mixture } = finding.advantage.peak;
  return `${name}: ${word}, advantage ${value.toPrecision(3)} (${least.toPrecision(3)} to ${most.toPrecision(3)}) at ${price.toExponential(1)} seconds a byte, by ${mixture.name}`;
}
