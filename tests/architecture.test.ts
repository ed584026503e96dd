/**
 * The house: rooms on floors, and imports that only run down (docs/architecture.md has the table of floors). A room is a
 * folder of src, or `games`. Walks the imports of every file, those of types too.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));

/** Rooms that may import Node: the command line, what runs in a checkout alone, and what puts programs together. */
const NODE_ROOMS = new Set(['cli', 'arena', 'study', 'ship', 'bundle']);
/** How the site is built: no part of it. */
const SITE_BUILD = 'src/web/vite.config.ts';
/** The only file of the service that does. */
const SOCKET = 'src/serve/listener.ts';

interface Import {
  readonly file: string;
  readonly target: string;
  readonly from: string;
  readonly to: string;
}

const IMPORT =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*'([^']+)'|\bimport\s*\(\s*'([^']+)'\s*\)|^\s*import\s+'([^']+)'/gm;

function filesIn(folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('assembly'))
    .map((name) => join(folder, name));
}

function roomOf(path: string): string {
  const [top, second] = path.split('/');
  return top === 'src' ? (second.endsWith('.ts') ? 'entries' : second) : top.replace(/\.ts$/, '');
}

const files = [...filesIn('src'), ...filesIn('games')];
const specifiers = files.flatMap((file) =>
  [...readFileSync(join(project, file), 'utf8').matchAll(IMPORT)].map((match) => ({
    file,
    target: match[1] ?? match[2] ?? match[3],
  })),
);
const imports: Import[] = specifiers
  .filter(({ target }) => target.startsWith('.') || target.startsWith('#platform/'))
  .map(({ file, target }) => {
    const to = target.startsWith('#') ? 'platform' : roomOf(normalize(join(dirname(file), target)));
    return { file, target, from: roomOf(file), to };
  });

/** From the bottom up; rooms of one floor do not import each other. */
function floors(): string[][] {
  const text = readFileSync(join(project, 'docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (\d+) \| ([^|]+) \|/gm)];
  const sorted = rows.sort(([, a], [, b]) => Number(a) - Number(b));
  return sorted.map(([, , cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, room]) => room));
}

describe('imports', () => {
  const floorOf = new Map(floors().flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));

  test('every room stands on a floor of docs/architecture.md, and every room there exists', () => {
    const rooms = new Set(files.map(roomOf));
    rooms.delete('entries');
    expect([...floorOf.keys()].filter((room) => room !== 'bench').sort()).toEqual([...rooms].sort());
  });

  test('only run down', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (from === 'entries' || from === to) return false;
      return !(floorOf.get(to)! < floorOf.get(from)!);
    });
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test('never from games to anything but game, and from engines to no game', () => {
    expect(imports.filter(({ from, to }) => from === 'games' && to !== 'games' && to !== 'game')).toEqual([]);
    const knowing = new Set(imports.filter(({ to }) => to === 'games').map(({ from }) => from));
    knowing.delete('games');
    expect([...knowing].sort()).toEqual(['cli', 'entries', 'review', 'study', 'web']);
  });

  test('keep the invariants that docs/architecture.md states of rooms', () => {
    const text = readFileSync(join(project, 'docs/architecture.md'), 'utf8');
    const lines = [...text.matchAll(/^- `(\w+)` — Invariant: (.*)$/gm)];
    const broken: string[] = [];
    let checked = 0;
    for (const [, room, invariant] of lines) {
      const reached = new Set(imports.filter(({ from, to }) => from === room && to !== room).map(({ to }) => to));
      const named = (clause: string): string[] => [...clause.matchAll(/`(\w+)`/g)].map(([, name]) => name);
      const alone = /^imports (nothing|[`\w, ]+ alone)/.exec(invariant);
      const never = /^(?:imports neither|does not import|shares no code with) ([`\w, ]+)/.exec(invariant);
      if (alone) for (const to of reached) if (!named(alone[1]).includes(to)) broken.push(`${room} imports ${to}`);
      if (never) for (const to of named(never[1])) if (reached.has(to)) broken.push(`${room} imports ${to}`);
      if (alone || never) checked++;
    }
    expect(broken).toEqual([]);
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(checked).toBeGreaterThanOrEqual(9);
  });

  test('Node stands behind the platform', () => {
    const naked = specifiers.filter(
      ({ file, target }) =>
        target.startsWith('node:') &&
        !NODE_ROOMS.has(roomOf(file)) &&
        file !== SOCKET &&
        file !== SITE_BUILD &&
        !file.startsWith('src/platform/node/'),
    );
    expect(naked.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test('both forms of the platform export the same names', () => {
    const exportsOf = (form: string, file: string): string[] =>
      [
        ...readFileSync(join(project, 'src/platform', form, file), 'utf8').matchAll(
          /^export (?:async )?(?:const|function) (\w+)/gm,
        ),
      ]
        .map(([, name]) => name)
        .sort();
    const node = readdirSync(join(project, 'src/platform/node')).sort();
    expect(readdirSync(join(project, 'src/platform/browser')).sort()).toEqual(node);
    for (const file of node) {
      expect(exportsOf('node', file), file).not.toEqual([]);
      expect(exportsOf('browser', file), file).toEqual(exportsOf('node', file));
    }
  });

  test('never in a circle, file by file', () => {
    const next = new Map<string, string[]>();
    for (const { file, target } of imports) {
      if (!target.startsWith('.')) continue;
      next.set(file, [...(next.get(file) ?? []), normalize(join(dirname(file), target))]);
    }
    const done = new Set<string>();
    const path: string[] = [];
    const circles: string[] = [];
    const visit = (file: string): void => {
      const at = path.indexOf(file);
      if (at >= 0) circles.push([...path.slice(at), file].join(' → '));
      if (at >= 0 || done.has(file)) return;
      path.push(file);
      for (const each of next.get(file) ?? []) visit(each);
      path.pop();
      done.add(file);
    };
    for (const file of files) visit(file);
    expect(circles).toEqual([]);
  });
});

test('no exported name is declared twice', () => {
  const declared = new Map<string, string[]>();
  for (const file of files) {
    // Both forms of the platform declare the same names: that is what they are for.
    if (file.startsWith('src/platform/browser/')) continue;
    const text = readFileSync(join(project, file), 'utf8');
    const found = text.matchAll(
      /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type) (\w+)/gm,
    );
    for (const name of new Set([...found].map(([, each]) => each))) {
      declared.set(name, [...(declared.get(name) ?? []), file]);
    }
  }
  const twice = [...declared].filter(([, places]) => places.length > 1);
  expect(twice.map(([name, places]) => `${name}: ${places.join(', ')}`)).toEqual([]);
});
