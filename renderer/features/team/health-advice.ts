import type { Health, HealthState, SecretState } from '../../../electron/shared/model.ts';
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useNavigationStore } from '../../ui/navigation.ts';
import { useTeamStore } from './team-store.ts';

/** What the one button of a health sentence does. */
type HealthAction = 'refresh' | 'connect' | 'retry';

/** A state of the team in a supervisor's words, with the one thing to do about it. */
export interface HealthAdvice {
  readonly title: string;
  readonly sentence: string;
  readonly tone: 'warn' | 'info';
  /** What stands before the countdown to the next call. */
  readonly next: string;
  readonly action: { readonly verb: HealthAction; readonly label: string } | null;
}

const REFRESH = { verb: 'refresh', label: 'Refresh' } as const;
const RESUME = { verb: 'refresh', label: 'Resume' } as const;
const CONNECT = { verb: 'connect', label: 'Open Connect' } as const;

/** Without a sentence from the core this one is shown. */
const TITLES: Readonly<Record<Exclude<HealthState, 'live' | 'starting'>, string>> = {
  stale: 'Not up to date',
  offline: 'Kore.ai cannot be reached',
  unauthorized: 'Kore.ai refused the credentials',
  'rate-limited': 'Request limit reached',
  keychain: 'The secret cannot be read',
  paused: 'Updates are paused',
};

const NEXT: Readonly<Partial<Record<HealthState, string>>> = { paused: 'Goes on in', 'rate-limited': 'Asks again in' };

/** The sentence and action for a health state; null while all is well. */
function healthAdvice(health: Health, secret: SecretState): HealthAdvice | null {
  const { state } = health;
  if (state === 'live' || state === 'starting') return null;
  const title = TITLES[state];
  const tone = state === 'paused' || state === 'rate-limited' ? 'info' : 'warn';
  const next = NEXT[state] ?? 'Next try in';
  return { title, sentence: health.message || `${title}.`, tone, next, action: actionFor(state, secret) };
}

function actionFor(state: keyof typeof TITLES, secret: SecretState): HealthAdvice['action'] {
  if (state === 'unauthorized') return CONNECT;
  // Asking again would only prolong the wait; the countdown says when it happens.
  if (state === 'rate-limited') return null;
  if (state === 'paused') return RESUME;
  if (state === 'keychain') return keychainAction(secret);
  return REFRESH;
}

function keychainAction(secret: SecretState): HealthAdvice['action'] {
  if (secret === 'missing' || secret === 'unavailable') return CONNECT;
  return { verb: 'retry', label: secret === 'locked' ? 'Unlock' : 'Try again' };
}

/** What is the matter with the team, and the verb behind its one button. */
export function useHealthAction(): {
  readonly advice: ComputedRef<HealthAdvice | null>;
  readonly isActing: Readonly<Ref<boolean>>;
  act(): Promise<void>;
} {
  const team = useTeamStore();
  const connection = useConnectionStore();
  const navigation = useNavigationStore();
  const isActing = ref(false);

  const verbs: Readonly<Record<HealthAction, () => unknown>> = {
    refresh: team.refresh,
    connect: () => navigation.show('connect'),
    retry: connection.retry,
  };

  /** The core's own state first; without one, why the core could not be asked. */
  const advice = computed<HealthAdvice | null>(() => {
    const ofCore = team.health === null ? null : healthAdvice(team.health, connection.secret);
    return ofCore ?? (team.failure === null ? null : failureAdvice(team.failure.message));
  });

  async function act(): Promise<void> {
    const verb = advice.value?.action?.verb;
    if (verb === undefined) return;
    isActing.value = true;
    await verbs[verb]();
    isActing.value = false;
  }
  return { advice, act, isActing };
}

function failureAdvice(sentence: string): HealthAdvice {
  const action = { verb: 'refresh', label: 'Try again' } as const;
  return { title: 'This did not work', sentence, tone: 'warn', next: 'Next try in', action };
}
