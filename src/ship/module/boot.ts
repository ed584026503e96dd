/** The script at the head of a shipped module: it takes the bytes behind it, and answers lines if it is run by itself. */

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { unpacked } from '../container.ts';
import { unescaped } from '../escape.ts';
import type { Player } from '../player/player.ts';
import type * as Program from './program.ts';

const path = fileURLToPath(import.meta.url);
/** A line that begins with a comment; as a string it would stand in this script. */
const MARK = Buffer.of(0x0a, 0x2f, 0x2a);

const file = readFileSync(path);
const start = file.indexOf(MARK) + MARK.length;
const { scripts, tables } = await unpacked(unescaped(file.subarray(start, file.length - 2)), (code) =>
  inflateRawSync(code),
);
const url = `data:text/javascript;base64,${Buffer.from(scripts[0]).toString('base64')}`;
const { open, line } = (await import(url)) as typeof Program & { readonly open: (files: typeof tables) => Player };

/** Answers positions of the game: `await player.ask(position, { moves: true })`. */
export const player: Player = open(tables);

if (process.argv[1] !== undefined && readFileSync(process.argv[1]).equals(file)) await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const positions = args.filter((each) => each !== '--json');
  for await (const position of positions.length > 0 ? positions : createInterface(process.stdin)) {
    if (position.trim() !== '') console.log(await line(player, position.trim(), json));
  }
}
