/** Commands on a game that its author keeps in a module of their own, and `endgame check` on it. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Command } from './command.ts';

const cli = new Command();
const refused = cli.refused.bind(cli);
const factories = JSON.stringify(new URL('../../dist/games/index.js', import.meta.url).href);

/** Writes a module and gives its path. */
function module(name: string, code: string): string {
  mkdirSync(cli.path('games'), { recursive: true });
  writeFileSync(cli.path('games', name), code);
  return `./games/${name}`;
}

const rules = `import { mnk } from ${factories};\nconst game = mnk({ columns: 3, rows: 2, inRow: 2 });\n`;
const own = module('own.mjs', `${rules}export default { ...game, tables: 'each' };\n`);
/** The rules with other members, as a module. */
const changed = (name: string, members: string): string =>
  module(`${name}.mjs`, `${rules}export default { ...game, id: '${name}', ${members} };\n`);

describe('a path in place of an id', () => {
  test('every command takes it', () => {
    expect(cli.done(['generate', own])).toMatch(/\d made, 0 already there/);
    expect(cli.done(['verify', own])).toContain('all values right');
    expect(cli.done(['tables', own, '--check'])).toContain('all checksums right');
    expect(cli.done(['tables', own, '1-0', '--compare', '--codec', 'raw'])).toContain('legal positions');
    expect(cli.done(['solve', own, '--solver', 'lookup', '.../x.. o'])).toContain('The side to move: loss in 2 plies.');
    expect(cli.done(['pack', own, '--out', 'packed'])).toMatch(/\d packed/);
    expect(cli.done(['measure', own, '1-0', '--codec', 'raw', '--metric', 'dtm'])).toContain(
      'costs in costs/mnk-3-2-2',
    );
    expect(cli.done(['plan', own, '--budget', '1kB', '--metric', 'dtm'])).toContain('expected per question');
    expect(cli.done(['profile', own, '--random', '20'])).toContain('20 games');
    expect(cli.done(['check', own])).toMatch(/^mnk-3-2-2: nothing to mend; 21 checks, /);
  });

  test('a bare file name with an extension is a path, and so is an absolute one', () => {
    expect(cli.done(['solve', 'games/own.mjs', '.../x.. o'])).toContain('loss in 2');
    expect(cli.done(['solve', cli.path('games', 'own.mjs'), '.../x.. o'])).toContain('loss in 2');
  });

  test('a module of CommonJS will do', () => {
    const path = module('common.cjs', `module.exports = require(${JSON.stringify(cli.path('games', 'plain.cjs'))});\n`);
    writeFileSync(cli.path('games', 'plain.cjs'), 'module.exports = { id: "plain" };\n');
    refused(['solve', path], 'E_RULES', 'title is missing');
  });

  const refusals: readonly (readonly [string, () => string, string, readonly string[]])[] = [
    ['no file', () => './games/none.mjs', 'E_FILE', ['no such file']],
    ['a directory', () => './games', 'E_FILE', ['is no file']],
    [
      'a module that throws',
      () => module('throws.mjs', '\nthrow new Error("not today");\n'),
      'E_RULES',
      ['throws.mjs:2', 'not today'],
    ],
    ['a syntax error', () => module('syntax.mjs', 'export default {;\n'), 'E_RULES', ['SyntaxError']],
    [
      'an import that is not there',
      () => module('imports.mjs', 'import "endgame-lab/game";\n'),
      'E_RULES',
      ['npm install endgame-lab'],
    ],
    [
      'no default export',
      () => module('named.mjs', 'export const game = 1;\n'),
      'E_RULES',
      ['it exports game', 'export default'],
    ],
    ['no game', () => module('number.mjs', 'export default 42;\n'), 'E_RULES', ['the game is 42']],
    [
      'a member that is missing',
      () => changed('lacking', 'play: undefined'),
      'E_RULES',
      ['play is missing', 'play(p, move)'],
    ],
    ['a member of another type', () => changed('typed', 'maxMoves: "6"'), 'E_RULES', ['maxMoves is "6"']],
    ['the id of another game', () => changed('chess', ''), 'E_RULES', ['"chess" is that of a game']],
  ];
  test.each(refusals)('%s is told in one line', (_, path, code, parts) => {
    refused(['solve', path()], code, ...parts);
  });

  test('what rules throw while a command runs is told in one line, with the place', () => {
    const path = changed('throwing', 'ended() { throw new TypeError("no end"); }');
    refused(['solve', path], 'E_RULES', 'throwing.mjs:3', 'TypeError: no end', `endgame check ${path}`);
  });

  test('a plan names a game by its id, and that is never taken for a path', () => {
    const path = module('loud.mjs', 'process.stderr.write("loaded");\n');
    writeFileSync(cli.path('plan.json'), JSON.stringify({ game: path }));
    refused(['solve', 'tic-tac-toe', '--plan', 'plan.json'], 'E_USAGE', 'plan.json');
  });
});

describe('endgame check', () => {
  test('names what is wrong, where, and what to do, and ends with status 1', () => {
    const path = changed('endless', 'play(p) { for (;;) p.pass(); }');
    const { status, stdout, stderr } = cli.run(['check', path]);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('playing: in ".../... x", move a1\n');
    expect(stdout).toContain('found     play changes the position without end');
    expect(stdout).toContain('endless.mjs:3');
    expect(stdout).toContain('to do     look for a loop in play that never ends');
  });

  test('ends rules that never return', () => {
    const path = changed('hanging', 'ended(p) { while (p.counts[1] > 1); return game.ended(p); }');
    const { status, stdout } = cli.run(['check', path, '--seconds', '0.5']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/in "[.xo]{3}\/[.xo]{3} o"\n {2}found {5}ended was called and had not returned/);
  });

  test('a module that is never loaded', () => {
    refused(['check', module('loading.mjs', 'for (;;);\n'), '--seconds', '0.2'], 'E_RULES', 'not loaded');
  });

  test('the report as JSON', () => {
    const { status, stdout } = cli.run(['check', changed('twice', 'formatMove: () => "a"'), '--json']);
    expect(status).toBe(1);
    const report = JSON.parse(stdout) as { game: string; findings: { check: string; move: string }[] };
    expect(report.game).toBe('twice');
    expect(report.findings[0]).toMatchObject({ check: 'names', move: 'a', position: '.../... x' });
  });

  test('games of the toolkit by their id', () => {
    expect(cli.done(['check', 'dodgem'])).toMatch(/^dodgem: nothing to mend; /);
    refused(['check', 'dodgen'], 'E_GAME_UNKNOWN', 'did you mean "dodgem"');
  });

  test('what is no game is refused member by member', () => {
    const { status, stdout } = cli.run(['check', changed('shapeless', 'draw: 3, initial: 4')]);
    expect(status).toBe(1);
    expect(stdout).toContain('found     initial is 4\n');
    expect(stdout).toContain('found     draw is 3\n');
    expect(stdout).toContain('not checked: everything else');
  });
});
