import type { Logger } from 'electron-updater';
import type { Log, LogLevel } from '../../log/log.ts';

/** electron-updater's log as lines of ours: the first line of each text, redacted like all others. */
export function updateLog(log: Pick<Log, 'write'>): Logger {
  const line = (level: LogLevel) => (message?: unknown) => {
    const [text = ''] = String(message instanceof Error ? message.message : message).split('\n');
    log.write(level, 'update', { text });
  };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
