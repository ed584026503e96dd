/** Names of the engines. */
export const ENGINES = ['kernel', 'generic'] as const;
/** Name of an engine. */
export type EngineId = (typeof ENGINES)[number];
