/**
 * Plants small faults (mutants.json), one at a time, and runs the fast suite on each: tests that find none of them would
 * find none of ours. Works in a copy of the checkout. `node tests/mutants/run.mjs [id...]` plants the named ones alone.
 *
 * The tests that are most likely to find a fault run first and the run ends at the first failure, so a fault that is found
 * takes seconds. One that survives takes the whole suite.
 */

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Of all the mutants at least this share must be found. */
const LEAST = 38 / 40;
/** A run of tests that takes longer hangs: its mutant is found. */
const LONGEST_MS = 1_800_000;

const KERNEL = 'src/kernel/assembly/';
const PROGRAM = 'src/kernel/program.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const mutants = JSON.parse(readFileSync(new URL('mutants.json', import.meta.url), 'utf8'));
const wanted = process.argv.slice(2);
for (const id of wanted) if (!mutants.some((mutant) => mutant.id === id)) throw new Error(`no mutant "${id}"`);
const chosen = wanted.length === 0 ? mutants : mutants.filter(({ id }) => wanted.includes(id));
for (const mutant of mutants) mutated(mutant, readFileSync(join(project, mutant.file), 'utf8'));

/** The text of a file with the fault in it. */
function mutated({ id, file, from, to }, text) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`mutant ${id}: its text occurs ${parts.length - 1} times in ${file}`);
  return parts.join(to);
}

const copy = mkdtempSync(join(tmpdir(), 'endgame-mutants-'));
let running;
process.on('exit', () => {
  stop();
  rmSync(copy, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** Ends the test run in progress with all its workers. */
function stop() {
  if (running?.exitCode === null && running.signalCode === null) process.kill(-running.pid, 'SIGKILL');
}

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: project });
for (const name of String(listed).split('\0')) {
  if (name !== '') cpSync(join(project, name), join(copy, name), { recursive: true });
}
symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
execFileSync('npm', ['run', 'build'], { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] });

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(copy, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
  ts.sys,
  copy,
);

/** Builds the source file as if it held this text, which leaves the source as it is: what is built counts as up to date. */
function build(file, text) {
  if (!file.startsWith(KERNEL)) {
    writeFileSync(builtOf(file), transpiled(file, text));
    return;
  }
  const kept = [file, PROGRAM].map((name) => {
    const path = join(copy, name);
    return { path, bytes: readFileSync(path), time: statSync(path).mtime };
  });
  writeFileSync(join(copy, file), text);
  execFileSync(process.execPath, [join(copy, '.ci/assemble.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(builtOf(PROGRAM), transpiled(PROGRAM, readFileSync(join(copy, PROGRAM), 'utf8')));
  for (const { path, bytes, time } of kept) {
    writeFileSync(path, bytes);
    utimesSync(path, time, time);
  }
}

function builtOf(file) {
  return join(copy, 'dist', file.replace(/\.ts$/, '.js'));
}

function transpiled(file, text) {
  // A module on its own does not know that package.json says so.
  const compilerOptions = { ...options, declaration: false, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(text, { compilerOptions, fileName: join(copy, file) }).outputText;
}

/** Runs tests up to the first failure: the file in which it is, or undefined if there is none. */
async function failing(args) {
  const report = join(copy, 'report.json.tmp');
  rmSync(report, { force: true });
  const vitest = join(project, 'node_modules/vitest/vitest.mjs');
  const fixed = ['run', '--bail=1', '--reporter=json', `--outputFile=${report}`, '--passWithNoTests'];
  running = spawn(process.execPath, [vitest, ...fixed, ...args], { cwd: copy, stdio: 'ignore', detached: true });
  let hangs = false;
  const patience = setTimeout(() => {
    hangs = true;
    stop();
  }, LONGEST_MS);
  const status = await new Promise((done) => running.once('exit', done));
  clearTimeout(patience);
  if (hangs) return 'the tests hang';
  if (status === 0) return undefined;
  if (!existsSync(report)) throw new Error('the tests do not run');
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  for (const { name, assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    if (failed) return `${name.slice(copy.length + 1)}, "${failed.title}"`;
  }
  // A file whose hooks or imports fail has no failed tests.
  return testResults.find(({ status }) => status === 'failed')?.name.slice(copy.length + 1) ?? 'an error outside of tests';
}

for (const file of new Set([PROGRAM, ...chosen.map((mutant) => mutant.file)])) {
  if (file.startsWith(KERNEL)) continue;
  const built = readFileSync(builtOf(file), 'utf8');
  if (transpiled(file, readFileSync(join(copy, file), 'utf8')) !== built) throw new Error(`${file} is built otherwise`);
}
const sound = await failing(['tests/game/']);
if (sound !== undefined) throw new Error(`${sound} fails without any mutant`);

const survivors = [];
for (const mutant of chosen) {
  const { id, file, first, why } = mutant;
  const start = performance.now();
  const text = readFileSync(join(copy, file), 'utf8');
  build(file, mutated(mutant, text));
  let by;
  const rest = [];
  for (const each of [...first, 'tests/']) {
    by ??= await failing([each, ...rest]);
    rest.push('--exclude', each.endsWith('.ts') ? each : `${each}**`);
  }
  build(file, text);
  if (by === undefined) survivors.push(id);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${by === undefined ? 'SURVIVED' : 'found'} ${id} (${why})${by === undefined ? '' : `: ${by}`}, ${seconds} s`);
}

const found = chosen.length - survivors.length;
console.log(`\n${found} of ${chosen.length} found${survivors.length > 0 ? `; survived: ${survivors.join(', ')}` : ''}`);
process.exitCode = found >= Math.floor(LEAST * chosen.length) ? 0 : 1;
