/**
 * `npm run bench:shipped -- --file FILE [--men 5] [--bytes 20000000]`: ships chess as one page and asks it the positions of a
 * file in Chromium, in one worker, as they stand in recorded games; `npm run bench:sessions -- chess --list` prints such
 * a file. Every answer is compared with the complete set of outcomes in `tables/`. Prints times by the clock and the peak
 * of the tab's memory.
 */

import './one-line.ts';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { chess } from '../games/chess.ts';
import type { ToPage } from '../src/ship/player/messages.ts';
import { toneOf } from '../src/ship/player/tone.ts';
import { openSolver, type Solver } from '../src/solve/index.ts';
import { formatBytes, formatSeconds } from '../src/text/format.ts';
import { startChromium } from './chromium.ts';
import { inCheckout } from './questions.ts';
import { Times } from './times.ts';

/** Numbers of our questions; those of the page itself are smaller. */
const FIRST_ID = 1e9;
/** Questions that take longer are printed. */
const SLOW_SECONDS = 5;

const { values: flags } = parseArgs({
  options: {
    file: { type: 'string' },
    men: { type: 'string', default: '5' },
    bytes: { type: 'string', default: '20000000' },
  },
});
if (flags.file === undefined) {
  console.error('usage: npm run bench:shipped -- --file FILE [--men 5] [--bytes 20000000]');
  process.exit(2);
}
const questions = readFileSync(flags.file, 'utf8').split('\n').filter(Boolean);
const folder = mkdtempSync(join(tmpdir(), 'endgame-shipped-'));
const html = join(folder, 'chess.html');
const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
let truth: Solver | undefined;
let browser: Browser | undefined;
const times = new Times();
let wrong = 0;
let refused = 0;
try {
  execFileSync(process.execPath, [main, 'ship', 'chess', '--men', flags.men, '--bytes', flags.bytes, '--out', html]);
  truth = await openSolver({ game: chess, store: inCheckout('tables/outcomes') });
  browser = await startChromium();
  const page = await browser.newPage();
  await page.addInitScript(`globalThis.Worker = class extends Worker {
    constructor(...given) { super(...given); globalThis.asked = this; }
  }`);
  await page.goto(pathToFileURL(html).href);
  await page.waitForFunction(`document.getElementById('worth').className !== ''`, undefined, { timeout: 120_000 });
  for (const [i, position] of questions.entries()) {
    const id = FIRST_ID + i;
    const { told, seconds } = await page.evaluate<{ told: ToPage; seconds: number }>(`new Promise((resolve) => {
      const { asked } = globalThis;
      const began = performance.now();
      asked.addEventListener('message', function hear({ data }) {
        if (data.id !== ${id} || !(data.kind === 'failed' || data.isLast)) return;
        asked.removeEventListener('message', hear);
        resolve({ told: data, seconds: (performance.now() - began) / 1000 });
      });
      asked.postMessage({ kind: 'ask', id: ${id}, position: ${JSON.stringify(position)}, brief: true });
    })`);
    times.push(seconds);
    if (seconds > SLOW_SECONDS) console.error(`${formatSeconds(seconds)} ${position}, question ${i + 1}`);
    if (told.kind !== 'found' || !told.isExact) {
      refused++;
      continue;
    }
    const right = await truth.query(position, { moves: false, distanceSeconds: 0 });
    if (told.tone === toneOf(right)) continue;
    wrong++;
    console.error(`${position}: ${told.worth} there, ${toneOf(right)} by the complete set`);
  }
  const [median, p99, worst] = [0.5, 0.99, 1].map((q) => formatSeconds(times.quantile(q)));
  console.log('| file | questions | median | p99 | worst | refused | wrong | peak of the tab |');
  console.log('|---:|---:|---:|---:|---:|---:|---:|---:|');
  console.log(
    `| ${formatBytes(statSync(html).size)} | ${times.count} | ${median} | ${p99} | ${worst} | ${refused} | ${wrong} | ${formatBytes(await tabPeak(browser))} |`,
  );
} finally {
  await browser?.close();
  truth?.close();
  rmSync(folder, { recursive: true });
}

/** Returns the most memory that a renderer of the browser has had, bytes. */
async function tabPeak(started: Browser): Promise<number> {
  const session = await started.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) * 1024);
  return Math.max(...peaks);
}
