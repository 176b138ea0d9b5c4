/**
 * One status of the documents with the customer's name for it: equal for the built-in ones, and a customer's own is
 * always of type Away or Busy (kore-facts 5.1). OFFLINE is no activity: it is never reported as one.
 */
export interface Activity {
  readonly primaryStatus: 'AVAILABLE' | 'BUSY' | 'AWAY';
  readonly secondaryStatus: string;
}

/** Waiting for work. */
export const AVAILABLE: Activity = { primaryStatus: 'AVAILABLE', secondaryStatus: 'AVAILABLE' };
/** Working, all slots full. */
export const BUSY: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'BUSY' };
/** Not at the desk, without saying why. */
export const AWAY: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'AWAY' };

/** A short rest; this and all below are the demo customer's own statuses. */
export const BREAK: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Break' };
/** The long rest in the middle of a shift. */
export const LUNCH: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Lunch' };
/** At home, may be called in. */
export const ON_CALL: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'On Call' };
/** Learning. */
export const TRAINING: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'Training' };
/** With the team lead. */
export const COACHING: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'Coaching' };
/** The custom status in the document's own sample. */
export const NBK: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'NBK' };
