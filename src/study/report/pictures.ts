import { formatCount } from '../../text/format.ts';
import type { FrontierData } from '../experiments/frontier/measure.ts';
import type { Study } from '../study.ts';
import { FAMILY_LOOKS, FAMILY_NAMES } from './chart.ts';
import { Findings } from './findings.ts';
import { frontierChart } from './frontier-chart.ts';
import { escape } from './html.ts';
import { type MapColumn, mapChart } from './map-chart.ts';
import { COLOURS } from './style.ts';
import { columnsOf } from './summary.ts';

const WIDTH = 760;
const CHART = { top: 66, width: 740, height: 400 };
const HEIGHT = CHART.top + CHART.height + 8;
/** Width of a letter of the legend. */
const LETTER = 6.1;
/** Space between the entries of the legend. */
const GAP = 28;

/**
 * Returns the map, and the frontier of each game, as SVG files with their own colours and legends, for pages outside the report: SVG
 * text by file name.
 */
export function renderPictures(study: Study): Map<string, string> {
  const findings = new Findings(study);
  const pictures = new Map(findings.frontiers.map((data) => [`frontier-${data.game}.svg`, picture(data)]));
  return findings.panels.length === 0 ? pictures : pictures.set('map.svg', mapPicture(columnsOf(findings)));
}

/** Returns a map with its own colours. */
export function mapPicture(columns: readonly MapColumn[]): string {
  // A picture has no script that would show what its cells say, and they are most of its bytes.
  const chart = gathered(
    joined(
      mapChart(columns)
        .replaceAll(/<title>[^<]*<\/title><\/path>/g, '</path>')
        .replaceAll('></path>', '/>')
        .replaceAll(/fill-opacity="(0\.\d+)"/g, (_, opacity) => `fill-opacity="${Number(opacity).toFixed(1)}"`),
    ),
  );
  const style = `<style>${COLOURS} svg { color: var(--text); } text { fill: currentColor; }</style><rect width="100%" height="100%" rx="8" fill="var(--card)"/>`;
  return `${chart.replace('>', ` font-family="system-ui, sans-serif">\n${style}`)}\n`;
}

/** Makes one path of neighbours that look the same: a cell that stands on another becomes a part of it. */
function joined(chart: string): string {
  const shorter = chart
    .replaceAll(/"( fill="[^>]*")\/><path d="([^"]*)"\1\/>/g, '$2"$1/>')
    .replaceAll(/M(\d+) (\d+)h(\d+)v(\d+)H\1zM\1 (\d+)h\3v(\d+)H\1z/g, (both, x, y, wide, height, above, more) =>
      Number(above) + Number(more) === Number(y)
        ? `M${x} ${above}h${wide}v${Number(height) + Number(more)}H${x}z`
        : both,
    );
  return shorter === chart ? chart : joined(shorter);
}

/** Makes one path of all cells that look the same, where the first of them stands: what is drawn over cells stays over them. */
function gathered(chart: string): string {
  const CELL = /<path d="([^"]*)"( fill="[^>]*")\/>/g;
  const looks = new Map<string, string>();
  for (const [, path, look] of chart.matchAll(CELL)) looks.set(look, `${looks.get(look) ?? ''}${path}`);
  const drawn = new Set<string>();
  return chart.replaceAll(CELL, (_, _path, look: string) => {
    if (drawn.has(look)) return '';
    drawn.add(look);
    return `<path d="${looks.get(look)}"${look}/>`;
  });
}

function picture(data: FrontierData): string {
  const { title, positions, tables } = data;
  const scope = tables.length > 0 ? ` to ${tables.join(' and ')}` : '';
  const heading = `${title}${scope}, ${formatCount(positions)} positions: what a question costs in bytes and seconds`;
  const chart = frontierChart(data, { width: CHART.width, height: CHART.height });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">
<style>${COLOURS} svg { color: var(--text); } text { fill: currentColor; }</style>
<rect width="100%" height="100%" rx="8" fill="var(--card)"/>
<text x="16" y="26" font-size="15" font-weight="600">${escape(heading)}</text>
${legend()}
${chart.replace('<svg ', `<svg x="8" y="${CHART.top}" `)}
</svg>
`;
}

function legend(): string {
  let x = 16;
  const entries = [...FAMILY_LOOKS].map(([family, { colour, glyph }]) => {
    const name = FAMILY_NAMES[family as keyof typeof FAMILY_NAMES];
    const entry = `<tspan x="${x}" style="fill:${colour}">${glyph}</tspan> ${escape(name)}`;
    x += Math.round(name.length * LETTER) + GAP;
    return entry;
  });
  return `<text y="50" font-size="11">${entries.join('')}</text>`;
}
