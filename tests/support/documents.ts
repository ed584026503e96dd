/**
 * The examples of the README and the guides: every fenced block is run, or gives the reason why not. The output in a
 * block of the kind `console` is compared with the output of the commands, apart from times and widths; a line `…`
 * stands for any lines, `…` within a line for any text. A `ts` block prints what its comments after `console.log(…);`
 * say.
 */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT: string = fileURLToPath(new URL('../..', import.meta.url));

export interface Example {
  readonly language: string;
  /** The comment in the line before the block. */
  readonly note: string;
  readonly code: string;
}

/** The guides whose examples are run. */
export const GUIDES: readonly string[] = [
  'docs/chess-in-node.md',
  'docs/games.md',
  'docs/plans-and-budgets.md',
  'docs/syzygy.md',
  'docs/tables-and-file-format.md',
  'docs/the-study.md',
  'docs/trees-format.md',
  'docs/uci.md',
];

/** Folders to run examples in, each with a file of games and a directory of Syzygy's files as a reader may have them. */
export class Folders {
  readonly #root = mkdtempSync(join(tmpdir(), 'endgame-guides-'));

  make(): string {
    const folder = mkdtempSync(join(this.#root, 'guide-'));
    copyFileSync(join(PROJECT, 'tests/data/games.pgn'), join(folder, 'games.pgn'));
    mkdirSync(join(folder, 'syzygy'));
    for (const name of readdirSync(join(PROJECT, 'tests/data')).filter((each) => /\.rtb[wz]$/.test(each))) {
      copyFileSync(join(PROJECT, 'tests/data', name), join(folder, 'syzygy', name));
    }
    return folder;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true });
  }
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

/** A block that only the slow suite runs. */
export function isSlow({ note }: Example): boolean {
  return note.startsWith('slow');
}

/** Runs a block in a folder, as a user who has the command on the path would; tells what came out other than shown. */
export function runExample({ language, note, code }: Example, folder: string): string[] {
  if (language === 'console') return runConsole(code, folder);
  if (language === 'ts' && note.startsWith('example')) return runProgram(code, folder);
  throw new Error(`an example of the kind "${language}" that nobody runs: ${code}`);
}

function runConsole(code: string, folder: string): string[] {
  const main = join(PROJECT, 'dist/src/cli/main.js');
  return code
    .split(/^\$ /m)
    .slice(1)
    .flatMap((part) => {
      const [command, ...lines] = part.trimEnd().split('\n');
      const runnable = command.replace(/^npx endgame /, `"${process.execPath}" "${main}" `);
      const { status, stdout, stderr } = spawnSync(runnable, { cwd: folder, shell: true, encoding: 'utf8' });
      if (status !== 0) return [`${command} ends with ${status}: ${stderr}`];
      return patternOf(comparable(lines.join('\n'))).test(comparable(stdout)) ? [] : [`${command} prints\n${stdout}`];
    });
}

/**
 * Without what differs from run to run: times, rates (told of what takes long alone), and widths that depend on them.
 */
function comparable(text: string): string {
  return text
    .trimEnd()
    .replace(/ *$/gm, '')
    .replace(/, [\d.]+ M (words|edges)\/s/g, '')
    .replace(/\b\d[\d.,]* ?(ns|µs|ms|s|games\/s)\b/g, '_')
    .replace(/─+/g, '─')
    .replace(/ +/g, ' ');
}

function patternOf(expected: string): RegExp {
  const escaped = expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/^…\n/gm, '(?:.*\\n)*').replace(/^…$/gm, '[\\s\\S]*').replace(/…/g, '.*')}$`);
}

/** A package can import itself by name only from inside; the example runs in a folder of its own. */
function runProgram(code: string, folder: string): string[] {
  const entry = (path: string): string => JSON.stringify(new URL(`../../dist/${path}`, import.meta.url).href);
  const runnable = code
    .replace("'endgame-lab/games'", entry('games/index.js'))
    .replace("'endgame-lab/chess'", entry('src/chess.js'))
    .replace("'endgame-lab/solve'", entry('src/any-game.js'))
    .replace("'endgame-lab/node'", entry('src/node.js'))
    .replace("'endgame-lab'", entry('src/index.js'));
  writeFileSync(join(folder, 'example.mjs'), runnable);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) return [`the program ends with ${status}: ${stderr}`];
  const promised = [...code.matchAll(/\); \/\/ (.*)$/gm)].map((match) => match[1]);
  if (promised.length === 0) return ['the program promises nothing'];
  return stdout.trim() === promised.join('\n') ? [] : [`the program prints\n${stdout}`];
}
