import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

/** What the place of the socket depends on. */
export interface Whereabouts {
  readonly dataFolder: string;
  /** As `process.platform`. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The system's folder for temporary files. */
  readonly tmp: string;
  /** The user's number; on Windows, which has none, the name. */
  readonly user: number | string;
}

/** Where the running app can be asked. */
export type Place =
  | {
      readonly kind: 'socket';
      /** The file that is listened at and connected to. */
      readonly address: string;
      /** The folder of the file, which only the user may enter. */
      readonly folder: string;
      /** The link in the data folder that says where the file is; null where it is in the data folder itself. */
      readonly link: string | null;
    }
  /** Windows: the file that holds the pipe's name, which is another one each time. */
  | { readonly kind: 'pipe'; readonly note: string };

type SocketPlace = Extract<Place, { kind: 'socket' }>;

/** `sun_path` holds 108 bytes on Linux and 104 on macOS and the BSDs, the closing NUL included (unix(7), unix(4)). */
const MAX_PATH_BYTES = 103;

/** The folder of everything that belongs to the running app alone, in the data folder. */
export function ownerFolder(dataFolder: string): string {
  return path.join(dataFolder, 'owner');
}

/** This process's own whereabouts. */
export function whereaboutsOf(dataFolder: string): Whereabouts {
  const { platform, env } = process;
  return { dataFolder, platform, env, tmp: tmpdir(), user: process.getuid?.() ?? userInfo().username };
}

/**
 * Where the app of a data folder listens: in that folder, and where the path of that is too long for a socket, in the
 * user's runtime folder or in a folder of the user's own among the temporary files. Null when every path is too long.
 *
 * Windows: a pipe with the default security descriptor, which is all Node can ask for. Full control is for the system,
 * administrators and the creator; everybody may read (Microsoft, "Named Pipe Security and Access Rights"). Reading
 * alone gets nothing: nothing is said before an ask, and an ask has to be written. Nor can Node ask whose a pipe is, so
 * its name is one that only the user can know.
 */
export function ownerPlace({ dataFolder, platform, env, tmp, user }: Whereabouts): Place | null {
  if (platform === 'win32') return { kind: 'pipe', note: path.win32.join(dataFolder, 'owner', 'pipe') };
  const { join, isAbsolute } = path.posix;
  const nearest = placeIn(join(dataFolder, 'owner'), 'socket', null);
  if (isShort(nearest)) return nearest;
  const runtime = env['XDG_RUNTIME_DIR'] ?? '';
  const name = `${hash(dataFolder)}.sock`;
  const others = [
    ...(isAbsolute(runtime) ? [join(runtime, 'rollcall')] : []),
    join(tmp, `rollcall-${user}`),
    `/tmp/rollcall-${user}`,
  ].map((folder) => placeIn(folder, name, nearest.address));
  return others.find(isShort) ?? null;
}

function isShort({ address }: SocketPlace): boolean {
  return Buffer.byteLength(address) <= MAX_PATH_BYTES;
}

function placeIn(folder: string, name: string, link: string | null): SocketPlace {
  return { kind: 'socket', address: path.posix.join(folder, name), folder, link };
}

function hash(text: string): string {
  // Not imported: to load it takes longer than to ask, and hardly anybody's path is too long.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
