import { test } from 'vitest';
import { Command } from '../cli/command.ts';

const command = new Command();

function refused(args: readonly string[], code: string, ...parts: string[]): void {
  command.refused(args, code, ...parts);
}

test.each<[string, string[], string, string[]]>([
  ['an unknown experiment', ['study', '--only', 'gap,magic'], 'E_USAGE', ['magic', 'frontier']],
  ['an unknown game', ['study', '--games', 'chess,go'], 'E_USAGE', ['"go"', 'ladder-chess', 'cabinet']],
  ['two sizes', ['study', '--quick', '--full'], 'E_USAGE', ['--full']],
  ['a seed of nothing', ['study', '--seed', '0'], 'E_USAGE', ['whole number']],
])('the study refuses %s', (_, args, code, parts) => refused(args, code, ...parts));
