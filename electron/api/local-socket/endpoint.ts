import { chmodSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';

/** What decides where the socket is. */
export interface EndpointFacts {
  readonly dataFolder: string;
  /** As `process.platform`. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The system's folder for temporary files. */
  readonly tmp: string;
  /** The user's number; on Windows, which has none, the name. */
  readonly user: number | string;
}

/** Where the running app listens. */
export type Endpoint =
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

type SocketEndpoint = Extract<Endpoint, { kind: 'socket' }>;

/** `sun_path` holds 108 bytes on Linux and 104 on macOS and the BSDs, the closing NUL included (unix(7), unix(4)). */
const MAX_PATH_BYTES = 103;
const PIPE_NAME = /^\\\\\.\\pipe\\rollcall-[0-9a-f]{32}$/;
/** Mode bits for group and others. */
const OTHERS = 0o077;

/** The folder of everything that belongs to the running app alone, in the data folder. */
export function ownerFolder(dataFolder: string): string {
  return path.join(dataFolder, 'owner');
}

/** The facts of this process. */
export function endpointFacts(dataFolder: string): EndpointFacts {
  const { platform, env } = process;
  return { dataFolder, platform, env, tmp: tmpdir(), user: process.getuid?.() ?? userInfo().username };
}

/**
 * Where the app of a data folder listens: in that folder, and where the path of that is too long for a socket, in the
 * user's runtime folder or in a folder of the user's own among the temporary files. Null when every path is too long.
 *
 * Windows: a pipe with the default security descriptor, which is all Node can ask for. Full control is for the system,
 * administrators and the creator; everybody may read (Microsoft, "Named Pipe Security and Access Rights"). Reading
 * alone gets nothing: the server only answers, and a request has to be written. Nor can Node ask whose a pipe is, so
 * its name is one that only the user can know.
 */
export function ownerEndpoint({ dataFolder, platform, env, tmp, user }: EndpointFacts): Endpoint | null {
  if (platform === 'win32') return { kind: 'pipe', note: path.win32.join(dataFolder, 'owner', 'pipe') };
  const { join, isAbsolute } = path.posix;
  const nearest = endpointIn(join(dataFolder, 'owner'), 'socket', null);
  if (isShort(nearest)) return nearest;
  const runtime = env['XDG_RUNTIME_DIR'] ?? '';
  const name = `${hash(dataFolder)}.sock`;
  const others = [
    ...(isAbsolute(runtime) ? [join(runtime, 'rollcall')] : []),
    join(tmp, `rollcall-${user}`),
    `/tmp/rollcall-${user}`,
  ].map((folder) => endpointIn(folder, name, nearest.address));
  return others.find(isShort) ?? null;
}

function isShort({ address }: SocketEndpoint): boolean {
  return Buffer.byteLength(address) <= MAX_PATH_BYTES;
}

function endpointIn(folder: string, name: string, link: string | null): SocketEndpoint {
  return { kind: 'socket', address: path.posix.join(folder, name), folder, link };
}

function hash(text: string): string {
  // Not imported: loading it takes longer than a whole request, and hardly anybody's path is too long.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/** The address to connect to; null where nobody listens, or where somebody else could have put something. */
export function addressOf(endpoint: Endpoint, user: number | string): string | null {
  if (endpoint.kind === 'pipe') return notedPipe(endpoint.note);
  const address = endpoint.link === null ? endpoint.address : targetOf(endpoint.link);
  return address !== null && isPrivateFolder(path.dirname(address), user) ? address : null;
}

/** The app may have been started with another runtime folder than this process, so its own link counts. */
function targetOf(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}

/** The name of the noted pipe; null without a note, and for anything that is no name of a pipe. */
function notedPipe(note: string): string | null {
  try {
    const text = readFileSync(note, 'utf8');
    return PIPE_NAME.test(text) ? text : null;
  } catch {
    return null;
  }
}

/**
 * Makes an endpoint ready and gives the address to listen at. Throws system errors. Nobody can
 * connect before the socket has its mode: the folder is private already.
 */
export function prepareEndpoint(endpoint: Endpoint, user: number | string): string {
  if (endpoint.kind === 'pipe') return newPipe();
  makePrivateFolder(endpoint.folder, user);
  for (const stale of [endpoint.address, endpoint.link]) if (stale !== null) rmSync(stale, { force: true });
  return endpoint.address;
}

/** Writes down where this process listens. Throws system errors. */
export function announceEndpoint(endpoint: Endpoint, address: string): void {
  if (endpoint.kind === 'pipe') {
    rmSync(endpoint.note, { force: true }); // the mode is for a new file only
    writeFileSync(endpoint.note, address, { mode: 0o600 });
  } else {
    chmodSync(address, 0o600);
    if (endpoint.link !== null) symlinkSync(address, endpoint.link);
  }
}

/** Removes what `announceEndpoint` wrote. */
export function withdrawEndpoint(endpoint: Endpoint): void {
  const word = endpoint.kind === 'pipe' ? endpoint.note : endpoint.link;
  if (word !== null) rmSync(word, { force: true });
}

/**
 * A name of 128 random bits for a pipe. Any program may create a pipe with a name it can guess, and would then get the
 * requests.
 */
export function newPipe(): string {
  const { randomBytes } = process.getBuiltinModule('node:crypto');
  return `\\\\.\\pipe\\rollcall-${randomBytes(16).toString('hex')}`;
}

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
  // Somebody else's folder, or a link, is not repaired: whoever put it there could put it back.
  if (lstatSync(folder).isDirectory() && lstatSync(folder).uid === user) chmodSync(folder, 0o700);
  if (!isPrivateFolder(folder, user)) throw new Error('The folder belongs to somebody else.');
}
