/**
 * The API report, docs/api.md: what every entry of the package exports, as declared. It fails with the difference if
 * the build declares something else than the report says (`--update` writes the report again), and if a declaration
 * names a type that no entry exports.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { entryDeclarations } from './declarations.ts';

const REPORT = 'docs/api.md';

/** Names by entry, each with its declarations as text. */
type Exports = ReadonlyMap<string, string>;

function exportsOf(checker: ts.TypeChecker, file: ts.SourceFile): Exports {
  const module = checker.getSymbolAtLocation(file);
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
  return new Map(
    symbols
      .map((symbol) => [symbol.name, textOf(checker, symbol)] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
}

/** Returns all declarations of a name, whether a type, a value or both. */
function textOf(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declarations = target.declarations ?? [];
  if (declarations.length === 0) throw new Error(`${symbol.name} is declared nowhere`);
  const texts = declarations.map((declaration) => {
    // `const a: A, b: B` declares two names
    const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return withoutComments(node.getText()).replace(/^(export )?(declare )?/, '');
  });
  const text = texts.join('\n');
  return target.name === symbol.name ? text : `${text}\nexport { ${target.name} as ${symbol.name} };`;
}

/** Returns the declarations of the package that exported ones name, but that no entry exports. */
function missingIn(checker: ts.TypeChecker, files: readonly ts.SourceFile[]): string[] {
  const aliased = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const exported = new Set(
    files.flatMap((file) => checker.getExportsOfModule(checker.getSymbolAtLocation(file)!)).map(aliased),
  );
  const missing = new Set<string>();
  for (const { name, declarations = [] } of exported) {
    const visit = (node: ts.Node): void => {
      // The brand of a type is internal.
      if (ts.isComputedPropertyName(node)) return;
      if (ts.isIdentifier(node)) {
        const symbol = checker.getSymbolAtLocation(node);
        const target = symbol === undefined ? undefined : aliased(symbol);
        const home = target?.declarations?.[0]?.parent;
        // Only names of modules count: members and parameters are declared elsewhere.
        const top = home !== undefined && (ts.isSourceFile(home) || ts.isVariableDeclarationList(home));
        if (top && !exported.has(target!)) missing.add(`${target!.name}, which ${name} names, is not exported`);
      }
      ts.forEachChild(node, visit);
    };
    for (const declaration of declarations) visit(declaration);
  }
  return [...missing].sort();
}

/**
 * Removes comments from declarations that the compiler wrote: there every comment documents a symbol and has its own
 * lines.
 */
function withoutComments(text: string): string {
  return text.replace(/\n\s*\/\*\*[\s\S]*?\*\//g, '');
}

/** Formats the report. Entries that export less come first; declarations of an earlier entry are only named. */
function report(entries: ReadonlyMap<string, Exports>): string {
  const sections: string[] = [];
  const known = new Map<string, string>();
  for (const [entry, names] of [...entries].sort(([, a], [, b]) => a.size - b.size)) {
    const own = [...names].filter(([name, text]) => known.get(name) !== text);
    const again = [...names.keys()].filter((name) => !own.some(([each]) => each === name));
    for (const [name, text] of own) known.set(name, text);
    sections.push(
      `## \`${entry.replace('.', 'endgame-lab')}\``,
      ...(own.length === 0 ? [] : [`\`\`\`ts\n${own.map(([, text]) => text).join('\n\n')}\n\`\`\``]),
      ...(again.length === 0 ? [] : [`Also, as above: ${again.map((name) => `\`${name}\``).join(', ')}.`]),
    );
  }
  const head = [
    '# The public interface',
    'What each entry of the package exports. Made by `npm run check:api -- --update`; `npm run check:api` compares.',
  ];
  return `${[...head, ...sections].join('\n\n')}\n`;
}

const entries = entryDeclarations();
const program = ts.createProgram([...entries.values()], {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  // Names are followed, types are not checked.
  noLib: true,
  types: [],
});
const checker = program.getTypeChecker();
const files = new Map([...entries].map(([entry, path]) => [entry, program.getSourceFile(path)!]));
const made = report(new Map([...files].map(([entry, file]) => [entry, exportsOf(checker, file)])));
const missing = missingIn(checker, [...files.values()]);
if (missing.length > 0) {
  process.stderr.write(`${missing.join('\n')}\n`);
  process.exitCode = 1;
}

if (process.argv.includes('--update')) writeFileSync(REPORT, made);
else {
  const folder = mkdtempSync(join(tmpdir(), 'endgame-api-'));
  try {
    const path = join(folder, 'api.md');
    writeFileSync(path, made);
    if (readFileSync(REPORT, 'utf8') !== made) {
      const { stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', REPORT, path], { encoding: 'utf8' });
      process.stderr.write(`${stdout}${REPORT} is not what is exported: npm run check:api -- --update\n`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
