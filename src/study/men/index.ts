/** Chess at the size of the claim: up to five men, measured for hours and recorded. */

export * from './contenders.ts';
export * from './record.ts';
export * from './syzygy.ts';
