/** Seeded damage: bytes, texts and JSON, changed as accidents and attackers change them. */

import type { Random } from '../../src/specialize/index.ts';

/** Returns one of the choices. */
export function pick<T>(random: Random, choices: ArrayLike<T>): T {
  return choices[random.below(choices.length)];
}

/** Numbers at which widths, signs and loops go wrong. */
const BYTES = [0, 1, 2, 0x7f, 0x80, 0xc0, 0xca, 0xd9, 0xdc, 0xfe, 0xff];
const NUMBERS = [0, -0, -1, 1, 0.5, 2, 255, 256, 65_535, 65_536, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53];
const STRANGE: readonly unknown[] = [
  ...NUMBERS,
  1e15,
  1e30,
  1e308,
  -1e308,
  null,
  true,
  '',
  '0',
  'a\nb\u001b[31m',
  '__proto__',
  'toString',
  '\ud800',
  [],
  [[]],
  {},
  { length: 5 },
  [null],
];

/** Returns a copy of bytes with one to four changes; its length may change. */
export function mutatedBytes(random: Random, bytes: Uint8Array): Uint8Array {
  let out = bytes.slice();
  for (let n = 1 + random.below(4); n > 0; n--) {
    const at = random.below(out.length + 1);
    const length = 1 + random.below(random.below(2) === 0 ? 4 : 64);
    const kind = random.below(7);
    if (kind === 0) out[at] ^= 1 << random.below(8);
    else if (kind === 1) out[at] = pick(random, BYTES);
    else if (kind === 2) out.fill(pick(random, BYTES), at, at + length);
    else if (kind === 3) out.copyWithin(random.below(out.length + 1), at, at + length);
    else if (kind === 4) for (let i = at; i < Math.min(out.length, at + length); i++) out[i] = random.below(256);
    else if (kind === 5) out = Uint8Array.of(...out.subarray(0, at), ...out.subarray(at + length));
    else out = Uint8Array.of(...out.subarray(0, at), ...out.subarray(Math.max(0, at - length)));
  }
  return out;
}

const CHARACTERS =
  ' \t\n/|,.-+_:;#()[]{}"\'\\0123456789abcdefghxoXOwbWBKQRPkqrp\u0000\u001b\u007f\u00a0\u2028é王\ud83d\udc4d';

/** Returns a text with one to four changes. */
export function mutatedText(random: Random, text: string): string {
  let out = text;
  for (let n = 1 + random.below(4); n > 0; n--) {
    const at = random.below(out.length + 1);
    const length = 1 + random.below(4);
    const kind = random.below(6);
    const rest = out.slice(at + length);
    if (kind === 0) out = out.slice(0, at) + pick(random, CHARACTERS) + rest;
    else if (kind === 1) out = out.slice(0, at) + pick(random, CHARACTERS) + out.slice(at);
    else if (kind === 2) out = out.slice(0, at) + rest;
    else if (kind === 3) out = out.slice(0, at) + out.slice(Math.max(0, at - length));
    else if (kind === 4) out = out.slice(0, at) + String(pick(random, NUMBERS)) + rest;
    else out = out.slice(at) + out.slice(0, at);
  }
  return out;
}

/** Returns a text of any characters, up to `most` of them. */
export function randomText(random: Random, most: number): string {
  return Array.from({ length: random.below(most + 1) }, () =>
    random.below(20) === 0 ? String.fromCharCode(random.below(65_536)) : pick(random, CHARACTERS),
  ).join('');
}

/** Returns JSON with one to three values replaced, removed, doubled or renamed. */
export function mutatedJson(random: Random, json: string): string {
  const root: { value: unknown } = { value: JSON.parse(json) };
  for (let n = 1 + random.below(3); n > 0; n--) mutate(random, root);
  return JSON.stringify(root.value) ?? '';
}

/** Sets a field of any name; an assignment to __proto__ would set none. */
function define(to: object, key: string, value: unknown): void {
  Object.defineProperty(to, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Walks down from the root at random, and changes where it stops. */
function mutate(random: Random, root: { value: unknown }): void {
  let parent: Record<string, unknown> = root;
  let key = 'value';
  for (;;) {
    const value = parent[key];
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    if (keys.length === 0 || random.below(6) === 0) break;
    parent = value as Record<string, unknown>;
    key = pick(random, keys);
  }
  const kind = random.below(5);
  const old = parent[key];
  if (kind === 0 && parent !== root) delete parent[key];
  else if (kind === 1 && Array.isArray(parent)) parent.push(old);
  else if (kind === 2 && parent !== root && !Array.isArray(parent)) define(parent, String(pick(random, STRANGE)), old);
  else if (kind === 3 && typeof old === 'number') parent[key] = pick(random, [old + 1, -old, old * 1e6, old / 3]);
  else parent[key] = structuredClone(pick(random, STRANGE));
}
