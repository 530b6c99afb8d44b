// The browser that tests and benchmarks run in. `cargo xtask` finds it and names it in CHROME; by
// hand, one in a usual place is found here.

import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** How to start Chromium: without a sandbox, which containers do not allow, and without anything
 * that it does on the network on its own. Playwright adds --headless itself. */
export const launchOptions = {
  executablePath: process.env.CHROME ?? places.find((place) => existsSync(place)),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
