import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const path = PATHS.find(existsSync);

/** Whether the system has a Chromium. */
export const haveChromium: boolean = path !== undefined;

/** Starts the browser; its caller closes it. */
export async function startChromium(): Promise<Browser> {
  if (path === undefined) throw new Error('no Chromium: install the Debian package "chromium"');
  return await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
}
