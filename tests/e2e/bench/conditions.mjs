// When, of what and on what something was measured.

import { execSync } from 'node:child_process';
import os from 'node:os';

export function conditions(browser) {
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const processor = os.cpus()[0]?.model ?? 'unknown processor';
  return [
    `${date} UTC, Guidepost at ${revision()}`,
    `Chromium ${browser.version()}, headless; Node ${process.version}`,
    `${os.cpus().length} × ${processor}, load ${os.loadavg()[0].toFixed(1)}`,
    '',
  ].join('\n');
}

function revision() {
  try {
    return execSync('git describe --always --dirty', { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'an unknown revision';
  }
}
