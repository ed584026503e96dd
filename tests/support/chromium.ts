/** The system's Chromium; without it suites skip, and say so. */

import { haveChromium } from '../../bench/chromium.ts';

export { haveChromium, startChromium } from '../../bench/chromium.ts';

if (!haveChromium) console.info(`no Chromium: tests in a browser are skipped (Debian package "chromium")`);
