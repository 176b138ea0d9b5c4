import { useDocumentVisibility } from '@vueuse/core';
import { onScopeDispose, watch } from 'vue';

/** Keeps the screen on while the page is visible, where the browser can. It lets go of a page that is hidden. */
export function useAwakeScreen(): void {
  let lock: Promise<WakeLockSentinel | null> | null = null;

  function hold(): void {
    // A browser without it has no such property, and one that saves battery refuses.
    const wakeLock = 'wakeLock' in navigator ? navigator.wakeLock : null;
    lock = wakeLock?.request('screen').catch(() => null) ?? null;
  }
  watch(useDocumentVisibility(), (state) => (state === 'visible' ? hold() : undefined), { immediate: true });
  onScopeDispose(() => void lock?.then((held) => held?.release()));
}
