import type { Panel } from './rule/panel.ts';

/** A panel with its name for people. */
export interface NamedPanel extends Panel {
  readonly title: string;
  /** Whether it was measured at another time (men/record.ts). */
  readonly recorded: boolean;
}
