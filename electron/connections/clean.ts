import { trimPasted, withoutUnseen } from '../shared/unseen.ts';

/** An id as it was meant: nothing that nobody sees is part of any id, nor are quotation marks around it. */
export function cleanPastedId(text: string): string {
  return withoutUnseen(text);
}

/** A client secret without what a paste brings along at its ends: what stands inside may be part of it. */
export function cleanSecret(text: string): string {
  return trimPasted(text);
}

/**
 * A ready-made token without any whitespace (Kore.ai's own sample has a line break in the middle), quotation marks and
 * the header name or "Bearer" in front of it. No token begins with a letter of these: its first part is an object.
 */
export function cleanToken(text: string): string {
  return withoutUnseen(text)
    .replace(/["'`“”„‘’«»]/g, '')
    .replace(/^auth:/i, '')
    .replace(/^bearer/i, '')
    .replace(/[,;]$/, '');
}
