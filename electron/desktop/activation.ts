/** The part of Electron's Notification that tells of clicks on notifications of earlier runs; Windows only. */
export type ActivationPort = Pick<typeof Electron.Notification, 'handleActivation'>;

/** As `alerts/` names the notice of one agent's change. */
const OF_AGENT = /^status:(?!summary$)([\w-]+)$/;

/**
 * The agent of a notification that was clicked; null where it was of no single one, or is not known. Electron says what
 * Windows hands over "raw": `type=click&tag=...`, with the notification's id as the tag.
 */
export function activatedAgent({ type, arguments: raw }: Electron.ActivationArguments): string | null {
  if (type !== 'click') return null;
  return OF_AGENT.exec(new URLSearchParams(raw).get('tag') ?? '')?.[1] ?? null;
}

/**
 * Hears of clicks on notifications that no object stands for any longer: of an earlier run, which may have started this
 * one, or so many notifications ago that they were let go of. Those that are still held tell their own click as well, so
 * `onClick` may come twice for one click (electronjs.org/docs/latest/api/notification, handleActivation).
 */
export function followActivations(notification: ActivationPort, onClick: (userId: string | null) => void): void {
  notification.handleActivation((details) => onClick(activatedAgent(details)));
}
