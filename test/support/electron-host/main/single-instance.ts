import type { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes the single-instance lock (docs: api/app, "app.requestSingleInstanceLock()", event "second-instance"). The lock
 * belongs to the `userData` folder. A second instance passes on its command line and folder, and gets null. The
 * returned function releases the lock.
 */
export function takeInstanceLock(userData: string, app: EventEmitter): (() => void) | null {
  const folder = path.join(userData, 'instances');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'first');
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    if (isAlive(Number(readFileSync(file, 'utf8')))) {
      const message = JSON.stringify({ argv: process.argv, folder: process.cwd() });
      writeFileSync(path.join(folder, `second-${process.pid}.json`), message);
      return null;
    }
    writeFileSync(file, String(process.pid));
  }
  watch(folder, { persistent: false }, (_kind, name) => {
    if (name?.startsWith('second-')) takeOver(path.join(folder, name), app);
  });
  return () => rmSync(file, { force: true });
}

function takeOver(file: string, app: EventEmitter): void {
  try {
    const { argv, folder } = JSON.parse(readFileSync(file, 'utf8')) as { argv: string[]; folder: string };
    rmSync(file);
    app.emit('second-instance', {}, argv, folder, null);
  } catch {
    // Incomplete, or already read: the watcher may report a file more than once.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
