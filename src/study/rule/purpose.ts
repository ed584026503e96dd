/** What sessions are for: plans are made on some, and contenders are timed on others. */
export const PURPOSES = ['training', 'scoring'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Sessions for one purpose. Those for another are of another type, so the compiler refuses them. */
export interface SessionsFor<P extends Purpose, Session> {
  readonly purpose: P;
  readonly sessions: readonly Session[];
}

/**
 * Parts sessions, drawn independently, in those that plans are made on and those that score: every second one scores.
 * So a plan cannot profit from having seen the questions that it is timed with, and both halves have one distribution.
 */
export function parted<Session>(sessions: readonly Session[]): {
  readonly training: SessionsFor<'training', Session>;
  readonly scoring: SessionsFor<'scoring', Session>;
} {
  return {
    training: { purpose: 'training', sessions: sessions.filter((_, i) => i % 2 === 0) },
    scoring: { purpose: 'scoring', sessions: sessions.filter((_, i) => i % 2 === 1) },
  };
}
