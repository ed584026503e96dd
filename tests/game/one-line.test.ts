import { expect, test } from 'vitest';
import { EndgameError } from '../../src/game/index.ts';
import { oneLine } from '../../src/game/one-line.ts';

test('what a terminal acts upon is written out, and nothing else', () => {
  expect(oneLine('a\nb\r\tc')).toBe(String.raw`a\nb\r\tc`);
  expect(oneLine('\u0000\u001b[31m\u007f\u009b')).toBe(String.raw`\u0000\u001b[31m\u007f\u009b`);
  expect(oneLine('\u2028\u2029\u202e\u2066\ud800')).toBe(String.raw`\u2028\u2029\u202e\u2066\ud800`);
  for (const plain of ['', 'K♔ Ü ½ 王 👍🏽 "quoted" \\n', '│ ─ ┼']) expect(oneLine(plain)).toBe(plain);
});

test('message and hint of an error are one line, whatever they quote', () => {
  const error = new EndgameError('E_USAGE', 'no game "a\nb\u001b]0;c\u0007"', 'did you mean\n"d"?');
  expect(error.message).toBe(String.raw`no game "a\nb\u001b]0;c\u0007"`);
  expect(error.hint).toBe(String.raw`did you mean\n"d"?`);
});
