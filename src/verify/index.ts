/** Verification of tables; shares no code with generation. */

export { OutcomeReplay, type Stretch } from './replay.ts';
export { Sheet } from './sheet.ts';
export { type StoredValue, type VerifyOptions, type VerifyReport, verifySlice } from './slice.ts';
