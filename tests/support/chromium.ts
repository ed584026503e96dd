/** The system's Chromium; without it suites skip, and say so. */

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const path = PATHS.find(existsSync);

/** Whether there is a browser. */
export const haveChromium: boolean = path !== undefined;
if (!haveChromium) console.info(`no Chromium: tests in a browser are skipped (Debian package "chromium")`);

/** Starts the browser; its caller closes it. */
export async function startChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: path!, args: ['--no-sandbox'] });
}
