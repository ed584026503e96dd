import { digits, formatBytes, formatSeconds } from '../text/format.ts';
import { TextTable } from '../text/text-table.ts';
import type { ArenaRow, ArenaVerdict } from './verdict.ts';

/** Returns a verdict for the terminal: a table of the entries, the cheapest in seconds first, and what the rule says. */
export function formatArena({ rows, judgement, missing }: ArenaVerdict): string {
  const table = new TextTable({
    head: [
      'entry',
      'role',
      'bytes',
      'tables',
      'CPU a question',
      'CPU to the first',
      'first answer',
      'longest',
      'runtime',
    ],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
  });
  const inside = rows.filter(({ out }) => out === undefined);
  for (const row of inside.sort((a, b) => a.seconds! - b.seconds!)) table.push(cells(row));
  const out = rows.filter((row) => row.out !== undefined).map((row) => `Out: ${row.entry}, which ${row.out}.`);
  const lines = [String(table), ...out, ''];
  if (judgement === undefined) {
    lines.push(`No verdict: of those that are left, nobody plays "${missing.join('", and nobody "')}".`);
    return lines.join('\n');
  }
  const { word, control, scale, advantage } = judgement;
  lines.push(`${control ? 'A control: the game has one table' : capital(word)}, at scale ${digits(scale)}.`);
  if (advantage === undefined) lines.push('No mixture is shorter than the shortest complete table.');
  else {
    const { value, least, most, price, mixture, rival } = advantage;
    lines.push(
      `Advantage of mixtures ${digits(value)} (90 %: ${digits(least)} to ${digits(most)}) at ${price.toExponential(1)} seconds a byte: "${mixture}" against "${rival}".`,
    );
  }
  return lines.join('\n');
}

function cells({ entry, role, bytes, stored, seconds, first, longest, runtime }: ArenaRow): string[] {
  return [
    entry,
    role,
    formatBytes(bytes),
    formatBytes(stored),
    formatSeconds(seconds!),
    formatSeconds(first!.seconds),
    formatSeconds(first!.clock),
    formatSeconds(longest!),
    `${runtime!.name}, ${formatBytes(runtime!.bytes)}`,
  ];
}

function capital(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}
