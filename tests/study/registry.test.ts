/** A coder is registered in one list, and everything that lists coders reads it. */

import { describe, expect, it } from 'vitest';
import { muTorere } from '../../games/mu-torere.ts';
import { ALL_CODECS, parseCodec } from '../../src/cli/codec-option.ts';
import { minifiedText } from '../../src/study/bundle.ts';
import { coderNamed, STUDY_CODERS } from '../../src/study/coders/index.ts';
import { COMPARED } from '../../src/study/lineup.ts';
import { lookupProgram } from '../../src/study/programs.ts';
import { coderOf, TABLE_CODERS } from '../../src/table/coders/index.ts';
import { CODECS } from '../../src/table/index.ts';

const ids = STUDY_CODERS.map(({ coder }) => coder.id);

describe.each(STUDY_CODERS)('the registered coder $coder.id', (registered) => {
  const { coder, module, exportName, label, variantOf } = registered;

  it('is exported where its entry says', async () => {
    const exports = (await import(/* @vite-ignore */ `../../dist/${module}.js`)) as Readonly<Record<string, unknown>>;
    // programs take the decoder where the encoder is a module of its own
    expect(exports[exportName]).toMatchObject({ id: coder.id });
  });

  it('has an id and a label of its own', () => {
    expect(ids.filter((id) => id === coder.id)).toHaveLength(1);
    expect(Object.keys(CODECS)).not.toContain(coder.id);
    expect(STUDY_CODERS.filter((each) => each.label === label)).toHaveLength(1);
  });

  it('is found by its id, and compared, or stood for by one that is', () => {
    expect(coderNamed(coder.id)).toBe(coder);
    const standing = COMPARED.filter((each) => each.coder.id === (variantOf ?? coder.id));
    expect(standing).toHaveLength(1);
  });

  it('has a program that ships it without what is said of it', async () => {
    const program = lookupProgram(muTorere.id, [coder.id]);
    expect(program.entry).toContain(`import { ${exportName} } from '${module}'`);
    const bare = await minifiedText(lookupProgram(muTorere.id, []));
    const text = new TextDecoder().decode(await minifiedText(program));
    expect(text.length).toBeGreaterThan(bare.length);
    expect(text).not.toContain('exportName');
  });
});

it('tables can be packed by every coder of tables, and by no other', () => {
  for (const { coder } of TABLE_CODERS) {
    expect(coderOf(coder.id)).toBe(coder);
    expect(parseCodec(coder.id)).toBe(coder.id);
  }
  expect([...ALL_CODECS].sort()).toEqual([...Object.keys(CODECS), ...TABLE_CODERS.map(({ coder }) => coder.id)].sort());
});
