import type { Position } from '../game/index.ts';

const KINDS = 'KQRBNP';

/** Returns the number of men on the board. */
export function menOnBoard({ counts }: Position): number {
  let men = 0;
  for (const count of counts) men += count;
  return men;
}

function materialOf(p: Position, side: number): string {
  let men = '';
  for (let kind = 0; kind < 6; kind++) men += KINDS[kind].repeat(p.counts[1 + side * 6 + kind]);
  return men;
}

/** Returns whether `a` is written before `b`: it has more men, or the stronger man where they first differ. */
function stronger(a: string, b: string): boolean {
  if (a.length !== b.length) return a.length > b.length;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return KINDS.indexOf(a[i]) < KINDS.indexOf(b[i]);
  }
  return true;
}

/** Returns the material class in the Syzygy order, colours merged: KRPvKR. */
export function className(p: Position): string {
  const white = materialOf(p, 0);
  const black = materialOf(p, 1);
  return stronger(white, black) ? `${white}v${black}` : `${black}v${white}`;
}
