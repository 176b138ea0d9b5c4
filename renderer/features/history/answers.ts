import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue';
import type { CommandArgs, CommandValue } from '../../../electron/shared/contract/commands.ts';
import type { Bridge } from '../../../electron/shared/contract/bridge.ts';
import type { AppError } from '../../../electron/shared/result.ts';
import { afterVisible } from '../../ui/useClock.ts';

/** What is computed from the days that were read, without a call to Kore.ai. */
type Question = 'history:get' | 'history:day' | 'history:agent' | 'history:totals' | 'history:coverage';

/** The answer to a question about the history. */
export interface Answer<T> {
  /** Kept until there is a newer one; null while nothing is known of what is asked now. */
  readonly value: ComputedRef<T | null>;
  /** When `value` was asked for, by this computer's clock. */
  readonly askedAt: ComputedRef<number>;
  /** Why it could not be answered the last time; null when it could. */
  readonly error: ComputedRef<AppError | null>;
}

/** Asks a question of the history for as long as the present scope lives. */
export type Follow = <C extends Question>(
  question: C,
  /** What is asked; null while nothing is. */
  args: () => CommandArgs<C> | null,
) => Answer<CommandValue<C>>;

/** A day of a large team takes longer to compute than one page of it to read. */
const SPACING_MS = 500;

/** Asks, and gives what shows the answer. */
type Ask = () => Promise<() => void>;

/**
 * Makes the function with which the parts of the history ask. When the revision has changed, all questions are asked
 * again together and shown together, so that no two numbers of a page are of different moments: never twice at once, and
 * not more often than somebody can look. A question that is another one is asked at once. `about` names what else the
 * answers depend on; those about something else are dropped.
 */
export function createFollow(bridge: Bridge, about: () => string, revision: () => number): Follow {
  const questions = new Set<Ask>();
  let askedAt = 0;
  let isAsking = false;
  let isDue = false;
  let cancelWait = (): void => {};

  async function askAll(): Promise<void> {
    isAsking = true;
    isDue = false;
    const answers = await Promise.all([...questions].map((ask) => ask()));
    isAsking = false;
    for (const show of answers) show();
    if (isDue) askAgain();
  }

  function askAgain(): void {
    isDue = true;
    if (isAsking) return;
    cancelWait();
    cancelWait = afterVisible(Math.max(0, askedAt + SPACING_MS - Date.now()), () => void askAll());
  }

  watch(revision, askAgain);
  onScopeDispose(() => cancelWait());

  return function follow<C extends Question>(question: C, args: () => CommandArgs<C> | null) {
    const key = computed(() => JSON.stringify([about(), args()]));
    const known = shallowRef<{
      readonly key: string;
      readonly value: CommandValue<C>;
      readonly askedAt: number;
    } | null>(null);
    const problem = shallowRef<{ readonly key: string; readonly error: AppError } | null>(null);
    /** Of the latest question; an answer to an older one is not shown. */
    let latest = 0;

    const ask: Ask = async () => {
      const mine = (latest += 1);
      const given = args();
      if (given === null) return () => undefined;
      const of = key.value;
      const at = (askedAt = Date.now());
      const result = await bridge.invoke(question, ...given);
      return () => {
        if (mine !== latest) return;
        if (result.ok) known.value = { key: of, value: result.value, askedAt: at };
        problem.value = result.ok ? null : { key: of, error: result.error };
      };
    };

    questions.add(ask);
    watch(key, async () => (await ask())(), { immediate: true });
    onScopeDispose(() => {
      questions.delete(ask);
      latest += 1;
    });
    return {
      value: computed(() => (known.value?.key === key.value ? known.value.value : null)),
      askedAt: computed(() => known.value?.askedAt ?? 0),
      error: computed(() => (problem.value?.key === key.value ? problem.value.error : null)),
    };
  };
}
