import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a condition holds, and gives what it returned; fails in words where it does not hold in time.
 *
 * @template T
 * @param {() => T | Promise<T>} condition
 * @param {string} what what is waited for, for the message
 * @param {number} [seconds]
 * @returns {Promise<T>}
 */
export async function waitFor(condition, what, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await sleep(20);
  }
}
