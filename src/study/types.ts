/** What a study is asked and what it finds; everything in it can be written as JSON. */

import type { Game } from '../game/contract.ts';
import type { RunOptions } from '../retrograde/index.ts';
import type { CodeSize, ContenderKind } from './codeBytes.ts';
import type { DirectAnswer } from './direct.ts';
import type { Timing } from './measure.ts';
import type { SliceCost } from './model.ts';

export interface Subject {
  readonly game: Game;
  readonly tables: readonly string[];
  /** File of the profile that weighs the classes; without it, or if it is not there: uniform. */
  readonly profile?: string;
}

export interface StudyOptions extends Pick<RunOptions, 'signal'> {
  /** Pack of tables; missing ones are generated into it. */
  readonly directory: string;
  readonly seed?: number;
  readonly memory?: number;
  readonly onProgress?: (what: string, share: number) => void;
}

export interface Contender {
  readonly name: string;
  readonly kind: ContenderKind;
  /** cold: nothing in memory; warm: everything it keeps in memory. Only like is compared with like. */
  readonly state: 'cold' | 'warm';
  readonly kept: readonly string[];
  readonly tableBytes: number;
  readonly code: CodeSize;
  /** Code and tables. */
  readonly bytes: number;
  /** Seconds per question. */
  readonly timing: Timing;
  /** Expected positions solved per question. */
  readonly positions: number;
  /** Share of the questions whose time was measured end to end; for the rest it is a sum of measured parts. */
  readonly measuredShare: number;
  /** Values compared with the solved ones before timing. */
  readonly compared: number;
}

export interface GameStudy {
  readonly game: string;
  readonly title: string;
  readonly tables: readonly string[];
  readonly seed: number;
  readonly weightSource: string;
  readonly coverage?: { readonly men: number; readonly share: number };
  readonly slices: readonly (SliceCost & { readonly cells: number; readonly moves: number; readonly runs: number })[];
  readonly contenders: readonly Contender[];
  readonly direct: readonly DirectAnswer[];
  /** Stored values compared with solved ones: every legal position of every slice. */
  readonly compared: number;
  readonly seconds: number;
}
