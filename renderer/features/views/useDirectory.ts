import { onScopeDispose, ref, type Ref, type ShallowRef } from 'vue';
import { EMPTY_DIRECTORY, type Directory } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';

/** The queues and skills of the open connection by name, while a component needs them. */
export function useDirectory(): {
  readonly directory: Readonly<ShallowRef<Directory>>;
  readonly isAsking: Readonly<Ref<boolean>>;
  /** Begins to read the names anew. */
  refresh(): Promise<void>;
} {
  const bridge = useBridge();
  const { value, follow, take } = createFollowed<Directory>(EMPTY_DIRECTORY, (listener) =>
    bridge.on('directory:changed', listener),
  );
  const isAsking = ref(false);
  onScopeDispose(follow());
  void take(bridge.invoke('directory:get'));
  return {
    directory: value,
    isAsking,
    async refresh() {
      isAsking.value = true;
      await take(bridge.invoke('directory:refresh'));
      isAsking.value = false;
    },
  };
}
