/** The arena: programs of anybody answer positions, are charged for bytes and seconds, and are judged by the study's rule. */

export { type ArenaOptions, type ArenaRun, holdArena, USUAL_SESSIONS } from './arena.ts';
export { commitmentOf, newSecret, seedOf } from './draw.ts';
export { type ArenaEntry, readEntries } from './entry.ts';
export { LOG_NAME, type LogLine, linesOf } from './log.ts';
export { makeEntries } from './make/index.ts';
export { mapOf, parseStudy } from './map.ts';
export { ASKED } from './referee.ts';
export { formatArena } from './report.ts';
export { arenaPanel, type ArenaVerdict, verdictOf } from './verdict.ts';
export { profilePath } from './sessions.ts';
