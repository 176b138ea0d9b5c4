import { computed, onScopeDispose, shallowRef, type ComputedRef } from 'vue';
import type { Board } from '../../../electron/shared/model.ts';
import type { Result } from '../../../electron/shared/result.ts';
import { afterVisible, useClock } from '../../ui/useClock.ts';
import { boardProblem, type HeardBoard } from './board-state.ts';

const ASK_EVERY_MS = 2_000;

/** Asks for the board again and again: each answer stands alone, so no restart and no sleep can end it. */
export function useBoard(
  read: () => Promise<Result<Board>>,
  isOnWall: boolean,
): {
  readonly board: ComputedRef<Board | null>;
  /** Why the counts cannot be taken for true now; null where they can. */
  readonly problem: ComputedRef<string | null>;
} {
  const heard = shallowRef<HeardBoard>({ board: null, heardAt: 0, failure: null });
  const now = useClock();
  let cancel = (): void => undefined;
  let isOver = false;

  async function ask(): Promise<void> {
    const answer = await read();
    if (isOver) return;
    heard.value = answer.ok
      ? { board: answer.value, heardAt: Date.now(), failure: null }
      : { ...heard.value, failure: answer.error.message };
    cancel = afterVisible(ASK_EVERY_MS, () => void ask());
  }
  void ask();
  onScopeDispose(() => {
    isOver = true;
    cancel();
  });

  return {
    board: computed(() => heard.value.board),
    problem: computed(() => boardProblem(heard.value, now.value, isOnWall)),
  };
}
