/** Games at the size of the claim, beside chess: measured for minutes each, and recorded. */

export * from './games.ts';
export * from './make.ts';
export * from './record.ts';
