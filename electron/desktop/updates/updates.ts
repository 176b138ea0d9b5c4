import type { AppUpdater, Logger } from 'electron-updater';
import type { Log, LogLevel } from '../../log/log.ts';
import type { Clock } from '../../shared/clock.ts';
import type { UpdateState } from '../../shared/preference-model.ts';
import { canCheck, failedState, nextCheckMs, POSTPONED_MS } from './update-plan.ts';

/** electron-updater, as far as it is used. */
export type Updater = Pick<
  AppUpdater,
  | 'allowDowngrade'
  | 'allowPrerelease'
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'checkForUpdates'
  | 'logger'
  | 'quitAndInstall'
  | 'requestHeaders'
> & { on(event: 'error', listener: (error: Error) => void): unknown };

export interface UpdatesParts {
  /** The state before the first check; where it allows none, the updater is never loaded. */
  readonly start: UpdateState;
  /** Loads electron-updater, which reads the feed's address from the package. */
  readonly load: () => Promise<Updater>;
  readonly clock: Clock;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  /** Whether now is a good moment for a check that nobody waits for. */
  readonly isGoodMoment: () => boolean;
  readonly log: Pick<Log, 'write'>;
  readonly onChange: () => void;
}

/** Keeps the installed app up to date. It never restarts by itself; a downloaded update is installed at quit. */
export interface Updates {
  state(): UpdateState;
  /** Checks now, unless a check is under way or cannot help; resolves when it has ended. Never rejects. */
  check(): Promise<void>;
  /** Installs and starts again, once everything else has stopped; `onFailed` when the app is still there after all. */
  install(onFailed: () => void): void;
  /** The system itself is ending, and may kill an installation half-way: the update waits for the next start. */
  holdBack(): void;
  stop(): void;
}

/** An app that has not ended after this time will not end at all. */
const INSTALL_WITHIN_MS = 60_000;

/** Makes the updates and plans the first check; nothing is loaded before one. */
export function createUpdates(parts: UpdatesParts): Updates {
  const { clock, random, log } = parts;
  let state = parts.start;
  let updater: Updater | null = null;
  let failures: number | null = null;
  let cancelNext = (): void => undefined;
  let isStopped = false;
  let onError = afterwards;

  function become(next: UpdateState): void {
    state = next;
    log.write(next.kind === 'unavailable' ? 'warn' : 'info', 'update', { ...next });
    parts.onChange();
  }

  /** Squirrel accepts or refuses an update only after the download. */
  function afterwards(failed: UpdateState): void {
    failures = (failures ?? 0) + 1;
    become(failed);
    planNext();
  }

  async function prepared(): Promise<Updater> {
    if (updater !== null) return updater;
    updater = await parts.load();
    updater.autoDownload = true;
    updater.autoInstallOnAppQuit = true;
    updater.allowDowngrade = false;
    updater.allowPrerelease = false;
    updater.logger = updateLog(log);
    // By default it would send an id of this computer with each check.
    updater.requestHeaders = { 'x-user-staging-id': 'none' };
    updater.on('error', (error) => onError(failedState(error)));
    return updater;
  }

  /** Ends in a state; an error that is only announced, as Squirrel's is, counts like one that is thrown. */
  async function ask(): Promise<UpdateState> {
    const broken = Promise.withResolvers<UpdateState>();
    onError = broken.resolve;
    const found = prepared()
      .then((ready) => ready.checkForUpdates())
      .then(async (result): Promise<UpdateState> => {
        if (!result?.isUpdateAvailable) return { kind: 'idle', isCurrent: result !== null };
        const { version } = result.updateInfo;
        become({ kind: 'downloading', version });
        await result.downloadPromise;
        return { kind: 'ready', version };
      })
      .catch(failedState);
    const end = await Promise.race([found, broken.promise]);
    onError = afterwards;
    return end;
  }

  async function check(): Promise<void> {
    if (!canCheck(state)) return;
    cancelNext();
    become({ kind: 'checking' });
    const end = await ask();
    failures = end.kind === 'unavailable' ? (failures ?? 0) + 1 : 0;
    become(end);
    planNext();
  }

  function planNext(delayMs = nextCheckMs(failures, random())): void {
    if (isStopped || !canCheck(state)) return;
    cancelNext = clock.after(delayMs, () => (parts.isGoodMoment() ? void check() : planNext(POSTPONED_MS)));
  }

  planNext();
  return {
    state: () => state,
    check,
    install(onFailed) {
      onError = (failed) => {
        become(failed);
        onFailed();
      };
      clock.after(INSTALL_WITHIN_MS, onFailed);
      // Silent, and started again: the installer's own window would be one more to wait for (Windows only).
      updater?.quitAndInstall(true, true);
    },
    holdBack() {
      if (updater !== null) updater.autoInstallOnAppQuit = false;
    },
    stop() {
      isStopped = true;
      cancelNext();
    },
  };
}

/** electron-updater's log as lines of ours: the first line of each text, redacted like all others. */
function updateLog(log: Pick<Log, 'write'>): Logger {
  const line = (level: LogLevel) => (message?: unknown) => {
    const [text = ''] = String(message instanceof Error ? message.message : message).split('\n');
    log.write(level, 'update', { text });
  };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
