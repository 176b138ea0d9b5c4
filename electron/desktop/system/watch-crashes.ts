import type { Log } from '../../log/log.ts';

/** Writes down which processes of the app ended by themselves, and how (electronjs.org/docs/latest/api/app). */
export function watchCrashes(app: Pick<Electron.App, 'on'>, log: Log): void {
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'gone', { process: 'page', reason, exitCode });
  });
  // The keychain's process is ended by Rollcall when a call takes too long; that is said by its outcome.
  app.on('child-process-gone', (_event, { type, serviceName = '', reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'gone', { process: type, serviceName, reason, exitCode });
  });
}
