/** The study as one HTML page that needs nothing else: plots, the figures under them, how they were got. */

import { claims, method } from './method.ts';
import type { Machine } from './machine.ts';
import { hullOf, plotContenders } from './plot.ts';
import { formatPositions, formatSeconds, formatSize } from './terminal.ts';
import type { Contender, GameStudy } from './types.ts';

export interface StudyReport {
  /** ISO date and time. */
  readonly date: string;
  readonly seed: number;
  readonly machine: Machine;
  readonly studies: readonly GameStudy[];
}

const STYLE = `
:root { color-scheme: light dark; --page: #fdfdfb; --text: #1d1d1f; --soft: #5c5c66; --line: #d9d9de;
  --raw: #8a5a00; --compressed: #0067b8; --compute: #b3261e; --hybrid: #1e7d32; }
@media (prefers-color-scheme: dark) { :root { --page: #17181c; --text: #e9e9ec; --soft: #a5a5b0; --line: #3a3b42;
  --raw: #e0a94a; --compressed: #67b4f3; --compute: #ff8a80; --hybrid: #7ed491; } }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { margin: 2.5rem 0 .5rem; font-size: 1.25rem; } h3 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
.soft, figcaption { color: var(--soft); font-size: .9rem; }
figure { margin: 1rem 0; } svg { max-width: 100%; height: auto; --plot-background: transparent; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; vertical-align: top; }
th { color: var(--soft); font-weight: 600; } td.text, th.text { text-align: left; } td.wrap { white-space: normal; min-width: 14rem; text-align: left; }
tr.hull td { font-weight: 600; } .key { display: inline-block; width: .7em; height: .7em; border-radius: 50%; border: 2px solid; }
.raw { color: var(--raw); background: var(--raw); } .compressed { color: var(--compressed); background: var(--compressed); }
.compute { color: var(--compute); background: var(--compute); } .hybrid { color: var(--hybrid); background: var(--hybrid); }
.key.warm { background: none; } details { margin: .75rem 0; } summary { cursor: pointer; color: var(--soft); }
`;

/** The whole page. */
export function renderReport(report: StudyReport): string {
  const { machine } = report;
  const where = `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.platform}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Endgame study</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Bytes against time: keep the table, compute it, or both?</h1>
<p class="soft">A first study, ${escape(report.date.slice(0, 10))}. ${escape(where)}. Seed ${report.seed}.</p>
<p>Each contender gives the exact value of every position it is asked for. What differs is how many bytes it ships and how long
one question takes. A filled dot is a cold answer (no values in memory when the question comes), a hollow one a warm answer
(everything it keeps is in memory). The dashed line is the lower-left hull of the cold answers: only contenders on it are ever the
cheapest at some fixed price of a byte in seconds.</p>
${report.studies.map(section).join('\n')}
<h2>What the figures support, and what not</h2>
${list(claims(report.studies))}
<h2>Method</h2>
${list(method(report.studies))}
</body>
</html>
`;
}

function section(study: GameStudy): string {
  const hull = new Set(hullOf(study.contenders));
  const rows = study.contenders.map((contender, i) => contenderRow(contender, i + 1, hull.has(contender))).join('\n');
  const cover = study.coverage
    ? ` The classes studied cover ${(100 * study.coverage.share).toFixed(1)}% of the questions with at most ${study.coverage.men} men in these games.`
    : '';
  return `<section>
<h2>${escape(study.title)}</h2>
<p>Tables: ${escape(study.tables.join(', '))}. Questions: ${escape(study.weightSource)}.${escape(cover)}</p>
<figure>
${plotContenders(study.title, study.contenders)}
<figcaption>${legend()}</figcaption>
</figure>
<div class="scroll"><table>
<thead><tr><th></th><th class="text">contender</th><th class="text">state</th><th>tables</th><th>code</th><th>total</th><th>mean</th><th>p50</th><th>max</th><th>positions solved<br>per question</th><th>timed<br>end to end</th><th>samples</th><th>values<br>checked</th><th class="text">on the hull</th></tr></thead>
<tbody>
${rows}
</tbody></table></div>
${slices(study)}
${direct(study)}
</section>`;
}

function contenderRow(contender: Contender, number: number, onHull: boolean): string {
  const { name, kind, state, kept, tableBytes, code, bytes, timing, positions, measuredShare, compared } = contender;
  const title = kind === 'hybrid' ? ` (${kept.join(', ')})` : '';
  const cells = [
    formatSize(tableBytes),
    formatSize(code.bytes),
    formatSize(bytes),
    formatSeconds(timing.mean),
    formatSeconds(timing.p50),
    formatSeconds(timing.max),
    formatPositions(positions),
    `${(100 * measuredShare).toFixed(0)}%`,
    timing.samples.toLocaleString('en-US'),
    compared.toLocaleString('en-US'),
  ];
  return `<tr${onHull ? ' class="hull"' : ''}><td>${number}</td><td class="wrap"><span class="key ${kind} ${state}"></span> ${escape(name + title)}</td><td class="text">${state}</td>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}<td class="text">${onHull ? 'yes' : ''}</td></tr>`;
}

function legend(): string {
  const kinds = { raw: 'raw lookup', compressed: 'compressed lookup', compute: 'pure computation', hybrid: 'hybrid' };
  const entries = Object.entries(kinds).map(([kind, name]) => `<span class="key ${kind}"></span> ${name}`);
  return `${entries.join(' &nbsp; ')} &nbsp; hollow: warm. Numbers are the rows of the table; the dashed line joins the corners of the hull, which is taken in bytes and seconds themselves, not in their logarithms.`;
}

function slices(study: GameStudy): string {
  const rows = study.slices.map((s) => {
    const cells = [
      `${(100 * s.weight).toFixed(2)}%`,
      s.positions.toLocaleString('en-US'),
      s.cells.toLocaleString('en-US'),
      formatSeconds(s.solveSeconds),
      String(s.runs),
      formatSeconds(s.loadSeconds),
      formatSeconds(s.probeSeconds),
    ];
    return `<tr><td class="text">${escape(s.name)}</td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<details><summary>Measured parts: ${rows.length} ${rows.length === 1 ? 'slice' : 'slices'}</summary><div class="scroll"><table>
<thead><tr><th class="text">slice</th><th>weight</th><th>legal positions</th><th>indices</th><th>solving it alone</th><th>runs</th><th>loading it</th><th>cold lookup</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></details>`;
}

function direct(study: GameStudy): string {
  if (study.direct.length === 0) return '';
  const rows = study.direct.map((d) => {
    const from = d.loaded.length > 0 ? d.loaded.join(', ') : 'nothing';
    const cells = [
      formatSeconds(d.summedSeconds),
      formatSeconds(d.measuredSeconds),
      (d.measuredSeconds / d.summedSeconds).toFixed(2),
      String(d.runs),
      d.positions.toLocaleString('en-US'),
    ];
    return `<tr><td class="text">${escape(d.slice)}</td><td class="wrap">${escape(from)}</td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<details><summary>Sums of parts against answers measured end to end: ${rows.length} cases</summary><div class="scroll"><table>
<thead><tr><th class="text">slice asked</th><th class="text">tables loaded</th><th>sum of parts</th><th>measured</th><th>ratio</th><th>runs</th><th>positions solved</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></details>`;
}

function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li>${escape(item)}</li>`).join('\n')}\n</ul>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
