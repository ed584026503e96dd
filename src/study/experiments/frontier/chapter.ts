import type { Chapter } from '../../experiment.ts';
import { FAMILY_LOOKS, FAMILY_NAMES, legend } from '../../report/chart.ts';
import { frontierChart, hullOf } from '../../report/frontier-chart.ts';
import type { FrontierData } from './measure.ts';
import { formatBytes, formatCount, formatSeconds } from '../../../text/format.ts';
import { details, escape, figure, table } from '../../report/html.ts';

/** The chapter on bytes against time for all contenders. */
export const frontierChapter: Chapter = {
  content: ({ frontiers }) => `
<p>Each mark is a program that gives the exact value of every position it may be asked for. To the right it ships more bytes,
upward it takes longer. The line joins the corners of the hull: only a program on it is ever the cheapest, whatever bytes and
seconds are worth (both axes are logarithmic, the hull is that of the plain numbers).</p>
${figure(`<div class="grid">${frontiers.map(panel).join('')}</div>`, legend(FAMILY_LOOKS, FAMILY_NAMES))}
${frontiers.map(numbers).join('\n')}`,
  limits: [
    'Bytes are charged for tables and for the program that reads them; the JavaScript runtime is free, and so are the decoders of xz, zstd and brotli.',
    'A session is one game: something is opened with nothing in memory and asked every position of the game, at most 24. The program is compiled already.',
    'Search and closure may expand a limited number of positions for one answer; a program that needs more is listed as out.',
  ],
};

function panel(data: FrontierData): string {
  const { title, kind, positions } = data;
  return `<div class="panel"><h3>${escape(title)}</h3><p class="soft">${escape(kind)}; ${formatCount(positions)} positions</p>${frontierChart(data)}</div>`;
}

function numbers(data: FrontierData): string {
  const { title, contenders, excluded, questions, entered, verified, positions, tables } = data;
  const hull = new Set(hullOf(contenders).map(({ name }) => name));
  const sorted = [...contenders].sort((a, b) => a.bytes - b.bytes);
  const rows = table(
    sorted,
    [
      { head: 'contender', cell: ({ name }) => name, text: true },
      { head: 'hull', cell: ({ name }) => (hull.has(name) ? 'yes' : ''), text: true },
      { head: 'total', cell: ({ bytes }) => formatBytes(bytes) },
      { head: 'tables', cell: ({ stored }) => formatBytes(stored) },
      { head: 'code', cell: ({ code }) => formatBytes(code.brotli) },
      { head: 'gzip', cell: ({ code }) => formatBytes(code.gzip) },
      { head: 'minified', cell: ({ code }) => formatBytes(code.minified) },
      { head: 'wasm', cell: ({ code }) => (code.wasm > 0 ? formatBytes(code.wasm) : '') },
      { head: 'session', cell: ({ session }) => formatSeconds(session.mean) },
      { head: 'p50', cell: ({ session }) => formatSeconds(session.p50) },
      { head: 'p99', cell: ({ session }) => formatSeconds(session.p99) },
      { head: 'max', cell: ({ session }) => formatSeconds(session.max) },
      { head: 'cold', cell: ({ cold }) => formatSeconds(cold.mean) },
      { head: 'positions solved', cell: ({ work }) => formatCount(work) },
      { head: 'values checked', cell: ({ compared }) => formatCount(compared) },
    ],
    ({ name }) => hull.has(name),
  );
  const out =
    excluded.length === 0
      ? ''
      : `<p class="soft">Out: ${excluded.map(({ name, why }) => `<strong>${escape(name)}</strong> (${escape(why)})`).join('; ')}.</p>`;
  const about = `${tables.length > 0 ? `Tables ${tables.join(', ')} and all below. ` : ''}${formatCount(questions.reduce((sum, n) => sum + n, 0))} questions of ${formatCount(questions.length)} games of random moves, begun ${entered}. ${formatCount(verified)} of ${formatCount(positions)} true values recomputed by the verifier.`;
  return details(`${title}: the numbers`, `<p class="soft">${escape(about)}</p>${rows}${out}`);
}
