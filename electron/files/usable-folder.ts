import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './make-folder.ts';
import { systemCode } from './system-code.ts';
import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';

/** A path longer than this would hide the rest of the sentence. */
const SHOWN_CHARACTERS = 200;

const RELATIVE = 'it is a relative path, which would be another folder from elsewhere';

/** What a folder has to allow; somebody who only reads goes on where nothing can be kept. */
const ACCESS = { read: constants.R_OK | constants.X_OK, write: constants.R_OK | constants.X_OK | constants.W_OK };

/**
 * Makes a data folder that is not there yet; `storage` with what to do when that is not possible, when it is no folder
 * or a relative path, or when it may not be read or written.
 */
export function makeUsable(dataFolder: string, use: 'read' | 'write'): Result<null> {
  if (!path.isAbsolute(dataFolder)) return fail('storage', { message: sentence(dataFolder, RELATIVE) });
  try {
    makeFolder(dataFolder);
    accessSync(dataFolder, ACCESS[use]);
    return ok(null);
  } catch (error) {
    return fail('storage', { message: sentence(dataFolder, systemCode(error)) });
  }
}

function sentence(dataFolder: string, code: string): string {
  const reason = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is no folder' : code;
  const shown = dataFolder.length > SHOWN_CHARACTERS ? `${dataFolder.slice(0, SHOWN_CHARACTERS)}...` : dataFolder;
  return `The data folder ${shown} cannot be used (${reason}). Mend it, or set ROLLCALL_HOME to a folder that can be written.`;
}
