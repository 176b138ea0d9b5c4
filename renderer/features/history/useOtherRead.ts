import { onScopeDispose, ref, shallowRef, type Ref } from 'vue';
import type { HistoryProgress, HistoryRequest } from '../../../electron/shared/model.ts';
import type { AppError } from '../../../electron/shared/result.ts';
import { useBridge } from '../../bridge/bridge-key.ts';

/** A read of another request than the one that the history shows: of one agent, or of other days. */
interface OtherRead {
  readonly isReading: Readonly<Ref<boolean>>;
  readonly progress: Readonly<Ref<HistoryProgress | null>>;
  /** Why the last one ended before its end; null where somebody stopped it. */
  readonly error: Readonly<Ref<AppError | null>>;
  /** It ends any other read of the history. */
  read(request: HistoryRequest): Promise<void>;
  /** What was read so far stays. */
  cancel(): void;
}

/** Reads for a part of the history. It ends with the part. */
export function useOtherRead(): OtherRead {
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
    async read(request) {
      const mine = (reads += 1);
      isReading.value = true;
      progress.value = null;
      error.value = null;
      const result = await bridge.invoke('history:read', request);
      if (mine !== reads) return;
      isReading.value = false;
      const problem = result.ok ? result.value.stopped : result.error;
      if (problem?.code !== 'cancelled') error.value = problem;
    },
    cancel,
  };
}
