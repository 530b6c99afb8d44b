// Runs a program, and ends it when whoever asked for it is gone.
//
//   node guard.mjs program [argument …]
//
// Whoever asked holds the other end of the standard input. The system closes that end also where a test run is killed
// without a chance to tidy up, and this works for programs in any language.

import { spawn } from 'node:child_process';
import { finished } from 'node:stream';

const [program, ...given] = process.argv.slice(2);
const child = spawn(program, given, { stdio: ['ignore', 'inherit', 'inherit'] });

finished(process.stdin, () => child.kill('SIGKILL'));
process.stdin.resume();

process.on('SIGTERM', () => child.kill('SIGTERM'));
// Ctrl+C reaches the program by itself; what matters here is to stay until it has ended.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});

child.on('error', (error) => {
  console.error(`${program} could not be started: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
