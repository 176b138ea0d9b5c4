import { readlinkSync } from 'node:fs';
import path from 'node:path';
import { notedPipe } from './pipe.ts';
import type { Place } from './place.ts';
import { isPrivateFolder } from './private-folder.ts';

/** Where to ask; null where nobody can be, or where somebody else could have put something. */
export function addressOf(place: Place, user: number | string): string | null {
  if (place.kind === 'pipe') return notedPipe(place.note);
  const address = place.link === null ? place.address : targetOf(place.link);
  return address !== null && isPrivateFolder(path.dirname(address), user) ? address : null;
}

/** The app may have been started with another runtime folder than this process; it left word where it listens. */
function targetOf(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}
