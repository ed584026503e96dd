import type { Study } from '../study.ts';
import type { Experiment, Reading } from '../experiment.ts';
import { ALL_EXPERIMENTS } from '../experiments/index.ts';
import { Findings } from './findings.ts';
import { escape, list } from './html.ts';
import { SCRIPT, STYLE } from './style.ts';
import { summary } from './summary.ts';

/** Returns the study as one HTML page without external resources. */
export function renderReport(study: Study): string {
  const findings = new Findings(study);
  const { machine, date, size, seed, code, results } = study;
  const shown = ALL_EXPERIMENTS.filter((each) => findings.results(sourceOf(each)).length > 0);
  const where = `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.platform}`;
  const cached = results.filter((result) => result.cached).length;
  const spent = results.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Keep the table, or compute it?</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Keep the table, compute it, or both?</h1>
<p class="soft">The ${size} study of endgame-lab, ${escape(date.slice(0, 10))}. ${escape(where)}. Seed ${seed}, code ${escape(code.slice(0, 12))}.
${results.length - cached} results were measured in this run, ${cached} come from the cache of earlier runs of the same code and data; ${Math.round(spent)} CPU seconds in all.</p>
</header>
<main>
${summary(findings)}
<nav aria-label="chapters"><ol>${shown.map(({ id, title }) => `<li><a href="#${id}">${escape(title)}</a></li>`).join('')}</ol></nav>
${shown.map((experiment, i) => section(experiment, i + 1, findings)).join('\n')}
</main>
<footer class="soft">
<p>How it is counted: a program’s length is its bundle of exactly what answers offline, minified by esbuild and compressed with brotli at
quality 11, plus the stored tables; one pipeline makes all. Times are CPU seconds for means, clock seconds for single answers.
Counts (bytes, positions, gates, moves) are the same in every run; clocks are not. Every contender has to be right at every position: every cell of every table and every
timed answer are compared with values that a verifier recomputed, and one wrong value puts a contender out.
Denominators are legal positions up to symmetry. The same data as JSON: <code>study.json</code> beside this page.</p>
</footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** Returns the id of the experiment whose results the chapter shows. */
function sourceOf(experiment: Experiment<unknown> | Reading): string {
  return 'from' in experiment ? experiment.from : experiment.id;
}

function section(experiment: Experiment<unknown> | Reading, number: number, findings: Findings): string {
  const { id, title, question, chapter } = experiment;
  const from = sourceOf(experiment);
  const results = findings.results(from);
  const cached = results.filter((result) => result.cached);
  const source =
    cached.length === 0
      ? 'Measured in this run.'
      : cached.length === results.length
        ? `From the cache, measured ${cached
            .map(({ date }) => date)
            .sort()[0]
            .slice(0, 16)
            .replace('T', ' ')} UTC or later.`
        : `${results.length - cached.length} of ${results.length} parts measured in this run, the others from the cache.`;
  const full = findings.study.size === 'full' ? ' --full' : '';
  const seed = findings.study.seed === 1 ? '' : ` --seed ${findings.study.seed}`;
  return `<section id="${id}">
<h2><span class="number">${number}</span>${escape(title)}</h2>
<p class="question">${escape(question)}</p>
${chapter.content(findings)}
<div class="limits">${list(chapter.limits)}<p>${source} Again, anew: <code>npx endgame study${full}${seed} --only ${from} --fresh</code></p></div>
</section>`;
}
