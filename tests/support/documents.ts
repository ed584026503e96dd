/**
 * The examples of the README and the guides: every fenced block is run, or says why it is not. What a block of the kind
 * `console` shows is compared with what the commands print, apart from times and widths; a line `…` stands for any lines,
 * `…` within a line for any text. A `ts` block prints what its comments after `console.log(…);` say.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const PROJECT: string = fileURLToPath(new URL('../..', import.meta.url));

export interface Example {
  readonly language: string;
  /** The comment in the line before the block. */
  readonly note: string;
  readonly code: string;
}

/** Path of a document, from the project's folder. */
export function readDocument(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

export function examplesOf(text: string): Example[] {
  const blocks = text.matchAll(/(?:<!-- (.*?) -->\n)?```(\w*)\n([\s\S]*?)```/g);
  return [...blocks].map(([, note = '', language, code]) => ({ language, note, code }));
}

/** A block that shows no command and no program, or that says why it is not run. */
export function isLeftOut({ language, note }: Example): boolean {
  return language === 'text' || /^not run: ./.test(note);
}

/** Runs a block in a folder, as a user who has the command on the path would. */
export function runExample({ language, note, code }: Example, folder: string): void {
  if (language === 'console') runConsole(code, folder);
  else if (language === 'ts' && /^example/.test(note)) runProgram(code, folder);
  else throw new Error(`an example of the kind "${language}" that nobody runs: ${code}`);
}

function runConsole(code: string, folder: string): void {
  const main = join(PROJECT, 'dist/src/cli/main.js');
  for (const part of code.split(/^\$ /m).slice(1)) {
    const [command, ...lines] = part.trimEnd().split('\n');
    const runnable = command.replace(/^npx endgame /, `"${process.execPath}" "${main}" `);
    const { status, stdout, stderr } = spawnSync(runnable, { cwd: folder, shell: true, encoding: 'utf8' });
    expect(status, `${command}: ${stderr}`).toBe(0);
    const printed = comparable(stdout);
    if (!patternOf(comparable(lines.join('\n'))).test(printed)) expect(printed).toBe(comparable(lines.join('\n')));
  }
}

/** Without what differs from run to run: times, and widths that depend on them. */
function comparable(text: string): string {
  return text
    .trimEnd()
    .replace(/ *$/gm, '')
    .replace(/\b\d[\d.,]*( M)? ?(ns|µs|ms|s|words\/s|games\/s)\b/g, '_')
    .replace(/─+/g, '─')
    .replace(/ +/g, ' ');
}

function patternOf(expected: string): RegExp {
  const escaped = expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/^…\n/gm, '(?:.*\\n)*').replace(/^…$/gm, '[\\s\\S]*').replace(/…/g, '.*')}$`);
}

/** A package can import itself by name only from inside; the example runs in a folder of its own. */
function runProgram(code: string, folder: string): void {
  const entry = (path: string): string => JSON.stringify(new URL(`../../dist/${path}`, import.meta.url).href);
  const runnable = code
    .replace("'endgame-lab/games'", entry('games/index.js'))
    .replace("'endgame-lab'", entry('src/index.js'));
  writeFileSync(join(folder, 'example.mjs'), runnable);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const promised = [...code.matchAll(/\); \/\/ (.*)$/gm)].map((match) => match[1]);
  expect(promised.length).toBeGreaterThan(1);
  expect(stdout.trim().split('\n')).toEqual(promised);
}
