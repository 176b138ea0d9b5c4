import type { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes the single-instance lock (docs: api/app, "app.requestSingleInstanceLock()", event "second-instance"). It belongs
 * to the `userData` folder; the second instance hands over its command line and folder and gets null. The answer gives
 * the lock back.
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
    // Not complete yet, or taken already: the watcher tells more than once.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
