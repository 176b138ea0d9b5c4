import type { FieldNote } from '../shared/model.ts';

/** A note that stops testing and saving. */
export function errorNote(message: string): FieldNote {
  return { level: 'error', message };
}

/** A note that only tells; several sentences become one note, none becomes null. */
export function noticeNote(...messages: readonly (string | false)[]): FieldNote | null {
  const said = messages.filter((message) => message !== false);
  return said.length === 0 ? null : { level: 'notice', message: said.join(' ') };
}
