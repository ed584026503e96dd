/** The chapters of the report, one for each experiment. */

import type { Chapter } from '../findings.ts';
import { bitsChapter } from './bits.ts';
import { enginesChapter } from './engines.ts';
import { frontierChapter } from './frontier.ts';
import { gapChapter } from './gap.ts';
import { ktChapter } from './kt.ts';
import { mixChapter } from './mix.ts';
import { plannerChapter } from './planner.ts';
import { pricesChapter } from './prices.ts';
import { reducedChapter } from './reduced.ts';
import { scalingChapter } from './scaling.ts';
import { sessionsChapter } from './sessions.ts';
import { templateChapter } from './template.ts';

export const CHAPTERS: readonly Chapter[] = [
  frontierChapter,
  pricesChapter,
  gapChapter,
  plannerChapter,
  mixChapter,
  sessionsChapter,
  enginesChapter,
  reducedChapter,
  bitsChapter,
  scalingChapter,
  templateChapter,
  ktChapter,
];
