import type { App } from '../../app.ts';
import type { Clock } from '../../shared/clock.ts';

/** A refresh requested in the menu, which has no page that could say when it runs. */
export interface DelayedRefresh {
  /** Polls now, or remembers when the poll will run. */
  request(): void;
  /** When the requested refresh runs, epoch milliseconds; null when none waits. */
  runsAt(): number | null;
  stop(): void;
}

/**
 * Remembers when a refresh runs that the rate limit delays. It forgets that once the refresh has run, a newer team has
 * come, or the time has changed.
 */
export function createDelayedRefresh({
  core,
  clock,
  onChange,
}: {
  readonly core: Pick<App, 'refresh' | 'events' | 'team'>;
  readonly clock: Clock;
  readonly onChange: () => void;
}): DelayedRefresh {
  let runsAt: number | null = null;
  let asOf: number | null = null;
  let cancelTimer: (() => void) | null = null;

  function remember(at: number | null): void {
    cancelTimer?.();
    cancelTimer = at === null ? null : clock.after(Math.max(0, at - clock.now()), () => remember(null));
    if (at === runsAt) return;
    runsAt = at;
    onChange();
  }

  const unsubscribe = core.events.on('team:changed', (team) => {
    if (runsAt !== null && (team.asOf !== asOf || team.health.nextAt !== runsAt)) remember(null);
  });
  return {
    request() {
      void core.refresh().then((answer) => {
        ({ asOf } = core.team());
        remember(answer.runsAt);
      });
    },
    runsAt: () => runsAt,
    stop() {
      unsubscribe();
      cancelTimer?.();
    },
  };
}
