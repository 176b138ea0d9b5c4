import { app } from 'electron';
import type { App } from '../../app.ts';
import type { HealthState, SecretState } from '../../shared/model.ts';
import type { Log } from '../../log/log.ts';

/** Writes down when the health of the team or the state of the secret becomes another one; the answer ends it. */
export function logStates(log: Log, core: Pick<App, 'events' | 'team' | 'connection'>): () => void {
  let health: HealthState = core.team().health.state;
  let secret: SecretState = core.connection().secret;
  const unsubscribes = [
    core.events.on('team:changed', ({ health: { state } }) => {
      if (state === health) return;
      log.write(QUIET.includes(state) ? 'info' : 'warn', 'health', { from: health, to: state });
      health = state;
    }),
    core.events.on('connection:changed', ({ kind, secret: state }) => {
      if (state === secret) return;
      log.write('info', 'secret', { kind, from: secret, to: state });
      secret = state;
    }),
  ];
  return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
}

const QUIET: readonly HealthState[] = ['starting', 'live', 'paused'];

/** Writes down which processes of the app ended by themselves, and how (electronjs.org/docs/latest/api/app). */
export function logCrashes(log: Log): void {
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'gone', { process: 'page', reason, exitCode });
  });
  // The keychain's process is ended by Rollcall when a call takes too long; that is said by its outcome.
  app.on('child-process-gone', (_event, { type, serviceName = '', reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'gone', { process: type, serviceName, reason, exitCode });
  });
}
