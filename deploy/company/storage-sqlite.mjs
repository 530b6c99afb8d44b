// Rooms in one SQLite file, for all instances on this machine.

import { mkdirSync } from 'node:fs';
import path from 'node:path';

import SQLite from 'better-sqlite3';

const { DATA = './data' } = process.env;
mkdirSync(DATA, { recursive: true });

// Where another instance is writing, wait for it, up to ten seconds.
const database = new SQLite(path.join(DATA, 'rooms.sqlite'), { timeout: 10_000 });
// With a write-ahead log, nobody who reads has to wait for somebody who writes.
database.pragma('journal_mode = WAL');
// What is written stays written when the power fails.
database.pragma('synchronous = FULL');
database.exec(`CREATE TABLE IF NOT EXISTS rooms (
  room TEXT NOT NULL,
  instance TEXT NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (room, instance)
)`);

const select = database.prepare('SELECT state FROM rooms WHERE room = ?').pluck();
const replace = database.prepare('REPLACE INTO rooms (room, instance, state) VALUES (?, ?, ?)');

export async function read(room) {
  return select.all(room);
}

export async function write(room, instance, state) {
  replace.run(room, instance, state);
}

export function close() {
  database.close();
}
