/** The script at the head of a shipped module: it takes the bytes behind it, and answers lines if it is run by itself. */

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { type Contents, unpacked } from '../container.ts';
import { unescaped } from '../escape.ts';
import type { Player } from '../player/player.ts';
import type * as Program from './program.ts';

const path = fileURLToPath(import.meta.url);
/** A line that begins with a comment; as a string it would stand in this script. */
const MARK = Buffer.of(0x0a, 0x2f, 0x2a);

const file = readFileSync(path);
const start = file.indexOf(MARK) + MARK.length;
/** Whether Node runs this file, and no other imports it. */
const isRun = process.argv[1] !== undefined && readFileSync(process.argv[1]).equals(file);
const { open, line, tables } = await loaded().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  if (!isRun) throw new Error(`${path} is damaged: ${why}`, { cause: error });
  process.stderr.write(`${path} is damaged: ${why}\n`);
  process.exit(1);
});

type ShippedProgram = typeof Program & { readonly open: (files: Contents['tables']) => Player };

/** Imports the program behind this script. */
async function loaded(): Promise<ShippedProgram & Pick<Contents, 'tables'>> {
  const { scripts, tables: files } = await unpacked(unescaped(file.subarray(start, file.length - 2)), (code) =>
    inflateSync(code),
  );
  const url = `data:text/javascript;base64,${Buffer.from(scripts[0]).toString('base64')}`;
  return { ...((await import(url)) as ShippedProgram), tables: files };
}

/** Answers positions of the game: `await player.ask(position, { moves: true })`. */
export const player: Player = open(tables);

if (isRun) await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const positions = args.filter((each) => each !== '--json');
  for await (const position of positions.length > 0 ? positions : createInterface(process.stdin)) {
    if (position.trim() !== '') console.log(await line(player, position.trim(), json));
  }
}
