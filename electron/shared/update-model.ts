/** How far the installed app is with keeping itself up to date. */
export type UpdateState =
  /** Nobody looks: a build tree, or a package without an update feed. */
  | { readonly kind: 'off' }
  /** `isCurrent` once a look has found nothing newer. */
  | { readonly kind: 'idle'; readonly isCurrent: boolean }
  | { readonly kind: 'checking' }
  | { readonly kind: 'downloading'; readonly version: string }
  /** Installed as soon as Rollcall quits. */
  | { readonly kind: 'ready'; readonly version: string }
  /** `reason` is a sentence for the user; `isFinal` where looking again cannot help. */
  | { readonly kind: 'unavailable'; readonly reason: string; readonly isFinal: boolean };

/** The version that a restart would install; null without one. */
export function readyVersion(state: UpdateState): string | null {
  return state.kind === 'ready' ? state.version : null;
}
