import { app } from 'electron';
import type { App } from '../../app.ts';
import type { HealthState, SecretState } from '../../shared/model.ts';
import type { Log } from '../../log/log.ts';

/** Logs each change of the team's health and of the state of the secret; the returned function ends it. */
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
  // Rollcall itself ends the keychain's process when a call takes too long; the outcome of the call says so.
  app.on('child-process-gone', (_event, { type, serviceName = '', reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'gone', { process: type, serviceName, reason, exitCode });
  });
}
