import { onScopeDispose } from 'vue';
import { plainKey } from '../ui/plain-key.ts';

/** `m` hides names or shows them again, in every view; typed into a field it stays a letter. */
export function useMaskKey(toggle: () => void): void {
  const onKeydown = plainKey((key, isTyping) => {
    if (isTyping || key.toLowerCase() !== 'm') return false;
    toggle();
    return true;
  });
  document.addEventListener('keydown', onKeydown);
  onScopeDispose(() => document.removeEventListener('keydown', onKeydown));
}
