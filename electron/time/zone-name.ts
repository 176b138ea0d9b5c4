/**
 * Whether this is the IANA name of a zone, such as `Asia/Kolkata` or `UTC`; case does not matter. Plain offsets
 * such as `+05:30` are refused although Intl takes them: a team's zone has to know its clock changes.
 */
export function isValidTimeZone(timeZone: string): boolean {
  if (!/^[a-z]/i.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
