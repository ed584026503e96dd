/** Verification of tables; shares no code with generation. */

export { type StoredValue, type VerifyOptions, type VerifyReport, verifySlice } from './slice.ts';
