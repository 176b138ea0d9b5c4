/** Enough of a random id to tell the connections of one computer apart. */
const SCOPE_CHARACTERS = 8;

/**
 * How the id of a notice names its connection: in front of a `/`, since agents of two accounts may have the same ids, and
 * short, since Windows keeps 64 characters of a notification's id.
 */
export function noticeScope(connectionId: string): string {
  return connectionId.slice(0, SCOPE_CHARACTERS);
}
