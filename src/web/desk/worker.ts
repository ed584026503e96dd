/** The worker that solves: everything that takes time happens here, so that the page never waits. */

import { SolverDesk } from './desk.ts';
import type { FromDesk, ToDesk } from './messages.ts';

const desk = new SolverDesk((reply: FromDesk) => self.postMessage(reply));
self.addEventListener('message', ({ data }: MessageEvent<ToDesk>) => desk.take(data));
