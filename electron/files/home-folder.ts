import os from 'node:os';
import path from 'node:path';

/**
 * The user's home folder: that of the environment, else, where HOME is empty or no full path, as under a bare service,
 * that of the system's user database. Empty where neither knows one.
 */
export function homeFolder(system: Pick<typeof os, 'homedir' | 'userInfo'> = os): string {
  for (const read of [() => system.homedir(), () => system.userInfo().homedir]) {
    try {
      const home = read();
      if (path.isAbsolute(home)) return home;
    } catch {
      // A user whom the database does not know, as in a container.
    }
  }
  return '';
}
