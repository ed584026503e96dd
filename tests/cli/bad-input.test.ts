/** What the built command says to bad input: one line with a code and a hint, and no file is touched. */

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Command } from './command.ts';

const MISSING = '8/8/8/8/2k5/8/1r6/K2Q4 w - - 0 1';
const command = new Command();
beforeAll(() => {
  command.done(['generate', 'chess', 'KRvK']);
  mkdirSync(command.path('empty'));
  writeFileSync(command.path('plain'), 'no directory');
});

function refused(args: readonly string[], code: string, ...parts: string[]): void {
  command.refused(args, code, ...parts);
}

const solve = (fen: string): string[] => ['solve', 'chess', fen];

test.each<[string, string[], string, string[]]>([
  ['unknown game', ['generate', 'chss'], 'E_GAME_UNKNOWN', ['chss', 'chess']],
  ['unknown class', ['generate', 'chess', 'KXvK'], 'E_TABLE_UNKNOWN', ['KXvK']],
  ['help of an unknown command', ['help', 'nonsense'], 'E_USAGE', ['nonsense']],
  ['a class without a king', ['generate', 'chess', 'QvK'], 'E_TABLE_UNKNOWN', ['QvK']],
  ['a class with three kings', ['generate', 'chess', 'KKvK'], 'E_TABLE_UNKNOWN', ['KKvK']],
  ['a class too large', ['generate', 'chess', 'KQRBNPvKQRBNP'], 'E_TOO_LARGE', ['too many men']],
  ['kings in contact', solve('8/8/8/8/8/1k6/K7/3R4 w - - 0 1'), 'E_POSITION', []],
  ['side not to move in check', solve('8/8/8/8/8/1k6/8/1R1K4 w - - 0 1'), 'E_POSITION', ['check']],
  ['pawn on the last rank', solve('P7/8/8/8/8/1k6/8/K7 w - - 0 1'), 'E_POSITION', []],
  [
    'too many men',
    [...solve('rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w - - 0 1'), '--seconds', '0.1'],
    'E_BUDGET',
    ['0.'],
  ],
  ['castling rights', solve('4k3/8/8/8/8/8/8/4K2R w Q - 0 1'), 'E_POSITION', ['"Q"', 'third field']],
  ['garbage', solve('hello'), 'E_POSITION', ['hello']],
  ['missing table', [...solve(MISSING), '--solver', 'lookup', '--no-pack'], 'E_TABLE_MISSING', ['KQvKR']],
  ['budget too small', [...solve(MISSING), '--memory', '1kB', '--metric', 'dtm'], 'E_BUDGET', ['MB', 'kB']],
  ['a budget of nothing without a kernel', ['solve', 'mu-torere', '--budget', '0'], 'E_BUDGET', ['kB']],
  ['memory too small', ['generate', 'chess', 'KQvKR', '--memory', '1MB'], 'E_BUDGET', ['KQvKR', 'MB']],
  [
    'memory too small for a new pack',
    ['generate', 'chess', 'KQvKR', '--memory', '1MB', '--dir', 'new'],
    'E_BUDGET',
    [],
  ],
  ['a place to keep results and no bytes', [...solve(MISSING), '--keep-dir', 'kept'], 'E_USAGE', ['--keep-dir']],
  [
    'results to keep in a file',
    [...solve(MISSING), '--keep', '1MB', '--keep-dir', 'plain'],
    'E_FILE',
    ['plain', 'choose another'],
  ],
  ['missing directory', ['tables', '--dir', 'nowhere'], 'E_FILE', ['nowhere']],
  ['missing directory to look up in', [...solve(MISSING), '--dir', 'nowhere'], 'E_FILE', ['nowhere']],
  ['an empty directory to verify', ['verify', 'chess', '--dir', 'empty'], 'E_TABLE_MISSING', ['empty']],
  ['a directory that is a file', ['generate', 'chess', 'KRvK', '--dir', 'plain'], 'E_FILE', ['plain']],
  ['a directory under a file', ['generate', 'chess', 'KRvK', '--dir', 'plain/tables'], 'E_FILE', ['plain']],
  ['tables in a file', ['tables', '--dir', 'plain'], 'E_FILE', ['plain']],
  ['no such file of positions', ['solve', 'chess', '--file', 'absent.txt'], 'E_FILE', ['absent.txt']],
  ['a directory of positions', ['solve', 'chess', '--file', 'empty'], 'E_FILE', ['empty']],
  ['no file of positions', ['solve', 'chess', '--file'], 'E_USAGE', ['--file']],
  ['a nonsensical number of men', ['generate', 'chess', '--men', 'x'], 'E_USAGE', ['--men', 'like 3']],
  ['a range the wrong way round', ['generate', 'chess', '--men', '4-2'], 'E_USAGE', ['4-2']],
  ['no table with so few men', ['generate', 'chess', '--men', '1'], 'E_USAGE', ['--men 1', 'no table']],
  ['more men than can be', ['generate', 'chess', '--men', '99'], 'E_USAGE', ['--men 99', 'too many']],
  ['a nonsensical budget', [...solve(MISSING), '--budget', 'much'], 'E_USAGE', ['much']],
  ['a budget of no machine', [...solve(MISSING), '--budget', '9'.repeat(23)], 'E_USAGE', ['at most 1000000GB']],
  ['men that cannot be measured', ['measure', 'chess', '--men', '99'], 'E_USAGE', ['--men 99', 'too many']],
  ['an unknown experiment', ['study', '--only', 'gap,gaps'], 'E_USAGE', ['"gaps"', 'frontier, gap']],
  ['an unknown solver', [...solve(MISSING), '--solver', 'magic'], 'E_USAGE', ['lookup, compute, hybrid']],
  ['an unknown engine', [...solve(MISSING), '--engine', 'magic'], 'E_USAGE', ['kernel, generic']],
  ['an unknown metric', ['generate', 'chess', '--metric', 'dtc'], 'E_USAGE', ['dtm, dtz, wdl']],
  ['no threads', ['generate', 'chess', '--threads', '0'], 'E_USAGE', ['--threads', '1 to 256']],
  ['too many threads', [...solve(MISSING), '--threads', '999'], 'E_USAGE', ['--threads', '1 to 256']],
  ['no workers', ['generate', 'chess', '--workers', '0'], 'E_USAGE', ['--workers', '1 to 256']],
  ['a shard beyond the last', ['generate', 'chess', '--shard', '4/3'], 'E_USAGE', ['--shard', '4/3', 'like 1/3']],
  ['no shard', ['generate', 'chess', '--shard', '0/3'], 'E_USAGE', ['--shard', '0/3']],
  ['half a shard', ['generate', 'chess', '--shard', '2'], 'E_USAGE', ['--shard', 'of how many']],
  [
    'trees with exits by shards',
    ['generate', 'chess', 'KRvK', '--codec', 'forest', '--exits', '--shard', '1/2', '--dir', 'new'],
    'E_USAGE',
    ['exits', 'shards'],
  ],
  ['half a thread', ['generate', 'chess', '--threads', '1.5'], 'E_USAGE', ['--threads']],
  [
    'a metric that the engine cannot find',
    ['generate', 'chess', 'KRvK', '--engine', 'generic', '--metric', 'dtz', '--dir', 'new'],
    'E_USAGE',
    ['generic', 'dtz'],
  ],
  ['a metric of a game without a kernel', ['generate', 'tic-tac-toe', '--metric', 'dtz'], 'E_USAGE', ['dtz']],
  ['outcomes alone of a game with scores', ['generate', 'awari', '--metric', 'wdl'], 'E_USAGE', ['awari', 'points']],
  ['a kernel for a game without one', ['generate', 'tic-tac-toe', '--engine', 'kernel'], 'E_USAGE', ['kernel']],
  ['a kernel for a question without one', ['solve', 'tic-tac-toe', '--engine', 'kernel'], 'E_USAGE', ['kernel']],
  ['a metric that the game has not', ['verify', 'awari', '--metric', 'dtz'], 'E_USAGE', ['awari', 'zeroing']],
  ['five outcomes without the 50-move rule', ['verify', 'awari', '--metric', 'wdl50'], 'E_USAGE', ['awari', '50-move']],
  ['a metric that is not there', ['verify', 'chess', '--metric', 'wdl'], 'E_TABLE_MISSING', ['wdl', '--metric wdl']],
  ['an unknown option', ['solve', '--nonsense'], 'E_USAGE', ['--nonsense', 'endgame solve --help']],
  ['an unknown command', ['dance'], 'E_USAGE', ['dance', 'endgame --help']],
  ['no game', ['generate'], 'E_USAGE', ['game']],
])('%s', (_, args, code, parts) => refused(args, code, ...parts));

describe('a damaged table', () => {
  const FEN = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
  const flipped = (share: number) => (bytes: Buffer) => {
    bytes[Math.floor(bytes.length * share)] ^= 1;
    return bytes;
  };

  test.each<[string, boolean, (bytes: Buffer) => Buffer]>([
    ['cut in the middle', false, (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['one byte short', false, (bytes) => bytes.subarray(0, -1)],
    ['a bit of the header flipped', false, flipped(0.001)],
    ['a bit of the blocks flipped', true, flipped(0.6)],
  ])('%s', (name, opens, change) => {
    const dir = name.replaceAll(' ', '-');
    mkdirSync(command.path(dir));
    copyFileSync(command.path('tables/chess.KvK.egt'), command.path(dir, 'chess.KvK.egt'));
    const file = command.path(dir, 'chess.KRvK.egt');
    writeFileSync(file, change(readFileSync(command.path('tables/chess.KRvK.egt'))));
    const code = 'E_TABLE_(DAMAGED|FOREIGN)';
    refused(['tables', '--dir', dir, '--check'], code, 'chess.KRvK.egt');
    refused(['verify', 'chess', 'KRvK', '--dir', dir], code, 'chess.KRvK.egt');
    refused(['verify', 'chess', '--dir', dir], code, 'chess.KRvK.egt');
    // A flipped bit of another block goes unseen by a lookup, and does no harm to it.
    if (!opens) refused([...solve(FEN), '--metric', 'dtm', '--solver', 'lookup', '--dir', dir], code, 'chess.KRvK.egt');
    const hybrid = JSON.parse(command.done([...solve(FEN), '--json', '--dir', dir])) as {
      provenance: { warnings: string[] };
    };
    expect(hybrid).toMatchObject({ outcome: 'win', dtm: 19 });
    if (!opens) expect(hybrid.provenance.warnings).toEqual([expect.stringContaining('chess.KRvK.egt')]);
  });
});
