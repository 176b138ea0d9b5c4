import { onScopeDispose, ref, shallowRef, type Ref } from 'vue';
import type { HistoryProgress, HistoryRequest } from '../../../electron/shared/model.ts';
import type { AppError } from '../../../electron/shared/result.ts';
import { useBridge } from '../../bridge/bridge-key.ts';

/** Reads of days from Kore.ai for the history, or for a part of it that shows another request. */
interface HistoryRead {
  readonly isReading: Readonly<Ref<boolean>>;
  readonly progress: Readonly<Ref<HistoryProgress | null>>;
  /** Why the last one ended before its end; null where somebody stopped it. */
  readonly error: Readonly<Ref<AppError | null>>;
  /** It ends any other read of the history. Resolves with false where it was dropped, or another one was begun. */
  read(request: HistoryRequest, command?: 'history:read' | 'history:read-again'): Promise<boolean>;
  /** What was read so far stays. */
  cancel(): void;
  /** Cancels it, and has nothing of it shown any more. */
  drop(): void;
}

/** Reads while the present scope lives. */
export function useRead(): HistoryRead {
  const bridge = useBridge();
  const isReading = ref(false);
  const progress = shallowRef<HistoryProgress | null>(null);
  const error = shallowRef<AppError | null>(null);
  let reads = 0;

  onScopeDispose(bridge.on('history:progress', (next) => isReading.value && (progress.value = next)));
  onScopeDispose(cancel);

  function cancel(): void {
    if (isReading.value) void bridge.invoke('history:cancel');
  }

  return {
    isReading,
    progress,
    error,
    async read(request, command = 'history:read') {
      const mine = (reads += 1);
      isReading.value = true;
      progress.value = null;
      error.value = null;
      const result = await bridge.invoke(command, request);
      if (mine !== reads) return false;
      isReading.value = false;
      const problem = result.ok ? result.value.stopped : result.error;
      if (problem?.code !== 'cancelled') error.value = problem;
      return true;
    },
    cancel,
    drop() {
      cancel();
      reads += 1;
      isReading.value = false;
      error.value = null;
    },
  };
}
