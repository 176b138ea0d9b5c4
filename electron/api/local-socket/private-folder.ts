import { chmodSync, lstatSync } from 'node:fs';
import { makeFolder } from '../../files/make-folder.ts';

/** Bits for group and others. */
const OTHERS = 0o077;

/** Whether only this user can enter a folder, which has to be the user's own and no link. */
export function isPrivateFolder(folder: string, user: number | string): boolean {
  try {
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === user && (found.mode & OTHERS) === 0;
  } catch {
    return false; // not there, or behind something that is no folder
  }
}

/**
 * Makes a folder that only this user can enter, or makes the user's own folder so; throws when that is not possible.
 * On Windows, where a user has a name and no number, what is under the user's profile is the user's alone already.
 */
export function makePrivateFolder(folder: string, user: number | string): void {
  makeFolder(folder);
  if (typeof user === 'string') return;
  // Somebody else's folder, or a link to anywhere, is not mended: whoever put it there could put it back.
  if (lstatSync(folder).isDirectory() && lstatSync(folder).uid === user) chmodSync(folder, 0o700);
  if (!isPrivateFolder(folder, user)) throw new Error('The folder belongs to somebody else.');
}
