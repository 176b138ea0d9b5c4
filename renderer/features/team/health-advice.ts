import type { Health, HealthState, SecretState, View } from '../../../electron/shared/model.ts';
import { linkWords } from '../../../electron/shared/team/link-words.ts';
import { healthTexts as texts } from '../../../electron/shared/texts/team/health.ts';
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useNavigationStore } from '../../ui/navigation.ts';
import { useTeamStore } from './team-store.ts';

/** What the button beside a health sentence does. */
type HealthAction = 'refresh' | 'connect' | 'retry' | 'newView';

/** A state of the team in a supervisor's words, with the one thing to do about it. */
export interface HealthAdvice {
  readonly title: string;
  readonly sentence: string;
  readonly tone: 'warn' | 'info';
  /** The sentence that counts down to the next request. */
  readonly next: (time: string) => string;
  readonly action: { readonly verb: HealthAction; readonly label: string } | null;
}

const REFRESH = { verb: 'refresh', label: texts.refresh } as const;
const RESUME = { verb: 'refresh', label: texts.resume } as const;
const NEW_VIEW = { verb: 'newView', label: texts.newView } as const;
const CONNECT = { verb: 'connect', label: texts.openConnect } as const;

const NEXT: Partial<Record<HealthState, HealthAdvice['next']>> = {
  paused: texts.goesOn,
  'rate-limited': texts.asksAgain,
};

/** The sentence and action for a health state; null while all is well. */
function healthAdvice(health: Health, secret: SecretState, view: View | null): HealthAdvice | null {
  const { state, link } = health;
  if (state === 'starting') return null;
  if (state === 'live') return health.message === '' ? null : warning(health.message);
  // Where a view is open, it may also be edited, which the list offers.
  const isViewNeeded = health.isViewNeeded === true && view === null;
  const title = isViewNeeded ? texts.viewNeeded : (linkWords(health)?.title ?? texts.titles[state]);
  const tone = state === 'paused' || state === 'rate-limited' ? 'info' : 'warn';
  const next = NEXT[state] ?? texts.nextTry;
  // Of the links behind the broker nobody at a desk can do anything.
  const isOutOfReach = link !== undefined && link !== 'broker';
  const action = isViewNeeded ? NEW_VIEW : isOutOfReach ? null : actionFor(state, secret);
  return { title, sentence: health.message || `${title}.`, tone, next, action };
}

/** All is well but for this. */
function warning(sentence: string): HealthAdvice {
  return { title: sentence, sentence, tone: 'warn', next: texts.nextTry, action: null };
}

function actionFor(state: keyof typeof texts.titles, secret: SecretState): HealthAdvice['action'] {
  if (state === 'unauthorized') return CONNECT;
  // Another request would only prolong the wait; the countdown says when the next one comes.
  if (state === 'rate-limited') return null;
  if (state === 'paused') return RESUME;
  if (state === 'keychain') return keychainAction(secret);
  return REFRESH;
}

function keychainAction(secret: SecretState): HealthAdvice['action'] {
  if (secret === 'missing' || secret === 'unavailable') return CONNECT;
  return { verb: 'retry', label: secret === 'locked' ? texts.unlock : texts.tryAgain };
}

/** What is wrong with the team, and the action of its one button. */
export function useHealthAction(newView: () => void): {
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
    newView,
  };

  /** The core's own state, or else why the core did not answer. */
  const advice = computed<HealthAdvice | null>(() => {
    const ofCore =
      team.health === null ? null : healthAdvice(team.health, connection.secret, team.snapshot?.view ?? null);
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
  const action = { verb: 'refresh', label: texts.tryAgain } as const;
  return { title: texts.failed, sentence, tone: 'warn', next: texts.nextTry, action };
}
