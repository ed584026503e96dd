/**
 * `npm run web && npm run bench:explorer [-- FOLDER]`: whether the explorer stands still. A reader's steps in Chromium on
 * the built site (default `dist-web`): what the page's own thread worked in each, and its longest tasks. A task of more than
 * 50 ms is what a reader feels. First comes how long a reader waits for the first answer, about KRvK, from the page's `load` event on: the
 * median of nine loads, each in a new context. Tests count what is drawn instead (tests/web/drawing.test.ts): times are of this machine.
 */

import './one-line.ts';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { TextTable } from '../src/text/text-table.ts';
import { startChromium } from './chromium.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const folder = process.argv[2] ?? `${project}dist-web`;
if (!existsSync(`${folder}/index.html`)) throw new Error(`no site in ${folder}: build it with "npm run web"`);

const ROOK = '#/chess/8/8/8/8/8/1k6/8/K2R4+w+-+-+0+1';
const QUEENS = '8/8/8/1Q5Q/8/4k3/8/K7 w - - 0 1';
const LONG = '8/8/8/4k3/r7/4P3/4K3/R7 w - - 0 1';
/** Milliseconds of a step that waits for no answer. */
const WORKING = 3000;
const LOADS = 9;

const site = sirv(folder);
const server = createServer((request, response) => site(request, response, () => void response.writeHead(404).end()));
await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const browser = await startChromium();
const waits: number[] = [];
for (let load = 0; load < LOADS; load++) waits.push(await firstAnswer());
waits.sort((a, b) => a - b);
console.log(
  `first answer after the page is loaded: ${Math.round(waits[LOADS >> 1])} ms (${Math.round(waits[0])} to ${Math.round(waits[LOADS - 1])})`,
);
const page = await browser.newPage({ serviceWorkers: 'block' });
await page.addInitScript(`globalThis.long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
    entryTypes: ['longtask'],
  });`);
const protocol = await page.context().newCDPSession(page);
await protocol.send('Performance.enable');

const table = new TextTable({
  head: ['step', 'scripts', 'layout and style', 'tasks over 50 ms'],
  colAligns: ['left', 'right', 'right', 'right'],
});

/** Returns the milliseconds from the `load` event of a page on KRvK to its answer. */
async function firstAnswer(): Promise<number> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const fresh = await context.newPage();
  await fresh.addInitScript(`new MutationObserver(() => {
    if (globalThis.answered === undefined && document.querySelector('[role=status]')?.textContent.includes('win in 19'))
      globalThis.answered = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });`);
  await fresh.goto(`${base}${ROOK}`);
  await fresh.getByRole('status').filter({ hasText: 'win in 19' }).waitFor();
  const wait = await fresh.evaluate<number>(
    `globalThis.answered - performance.getEntriesByType('navigation')[0].loadEventEnd`,
  );
  await context.close();
  return wait;
}

async function spent(): Promise<Readonly<Record<string, number>>> {
  const { metrics } = await protocol.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

async function step(name: string, act: () => Promise<unknown>): Promise<void> {
  await page.evaluate('globalThis.long?.splice(0)');
  const before = await spent();
  await act();
  const long = await page.evaluate<number[]>('globalThis.long');
  const after = await spent();
  const ms = (...of: string[]): string =>
    `${Math.round(1000 * of.reduce((sum, each) => sum + after[each] - before[each], 0))} ms`;
  const tasks = long.map((duration) => Math.round(duration)).sort((a, b) => b - a);
  table.push([name, ms('ScriptDuration'), ms('LayoutDuration', 'RecalcStyleDuration'), tasks.join(', ') || 'none']);
}

const status = (text: string): Promise<void> => page.getByRole('status').filter({ hasText: text }).waitFor();
const answered = (): Promise<void> => page.locator('.provenance').waitFor();
async function setUp(position: string): Promise<void> {
  await page.getByLabel('Position', { exact: true }).fill(position);
  await page.getByRole('button', { name: 'Set up' }).click();
}

try {
  await step('the list of games', () => page.goto(base));
  await page.goto('about:blank');
  await step('KRvK, the first answer', async () => {
    await page.goto(`${base}${ROOK}`);
    await status('win in 19');
    await answered();
  });
  await step('six moves hovered', async () => {
    for (let i = 0; i < 6; i++) await page.locator('.move').nth(i).hover();
  });
  await step('a move played', async () => {
    await page.locator('.move').first().click();
    await status('loss in 18');
    await answered();
  });
  await step('two queens, 41 moves', async () => {
    await setUp(QUEENS);
    await answered();
  });
  await step('KRPvKR, at work', async () => {
    await setUp(LONG);
    await page.waitForTimeout(WORKING);
  });
  await step('the budget moved four times', async () => {
    await page.locator('input[type=range]').focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
  });
  await step('a file of games reviewed', async () => {
    await page.locator('input[type=file]').setInputFiles(`${project}tests/data/games.pgn`);
    await page.waitForTimeout(WORKING);
  });
} finally {
  await browser.close();
  server.close();
}
const all = cpus();
console.log(table.toString());
console.log(`${all[0]?.model.trim()}, ${all.length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`);
