/** What the popover has just been through, in epoch milliseconds; null: not yet. */
export interface PopoverPast {
  readonly isVisible: boolean;
  readonly shownAt: number | null;
  /** When it was last hidden because it lost the focus. */
  readonly blurredAt: number | null;
}

/** A click on the icon takes the focus first: a popover that was hidden this recently was hidden by this click. */
const SAME_CLICK_MS = 300;
/** Windows takes the focus away once more right after a window was shown from the taskbar. */
const SHOW_SETTLES_MS = 200;

/** What a click on the tray icon does: the one that closed the popover shall not open it again. */
export function onTrayClick({ isVisible, blurredAt }: PopoverPast, now: number): 'show' | 'hide' | 'stay' {
  if (isVisible) return 'hide';
  return isWithin(SAME_CLICK_MS, blurredAt, now) ? 'stay' : 'show';
}

/** What losing the focus does. */
export function onBlur({ shownAt }: PopoverPast, now: number): 'hide' | 'stay' {
  return isWithin(SHOW_SETTLES_MS, shownAt, now) ? 'stay' : 'hide';
}

/** Whether something was so lately; what lies ahead is from before the clock was set back, so it was not. */
function isWithin(ms: number, at: number | null, now: number): boolean {
  return at !== null && now >= at && now - at < ms;
}
