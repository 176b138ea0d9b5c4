import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** An installed AppImage and its update feed, made for the test. The programs are shell scripts. */
export interface UpdateFeed {
  /** The app's environment: where it is installed, and what was packaged beside it. */
  readonly env: NodeJS.ProcessEnv;
  /** The feed's version. */
  readonly version: string;
  /** Requests to the feed, as `path x-user-staging-id`. */
  readonly requests: readonly string[];
  /** From now on the file differs from the announced one. */
  damage(): void;
  /** The text of the installed program. */
  installed(): Promise<string>;
  /** How the new program was started: `run`, or `exit` when it was only meant to install itself; empty before. */
  started(): Promise<string>;
  stop(): Promise<void>;
}

const VERSION = '99.0.0';
const FILE = `Rollcall-${VERSION}-linux-x64.AppImage`;

/** Starts a generic feed on a free port and installs an AppImage that uses it. */
export async function startUpdateFeed(): Promise<UpdateFeed> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-update-'));
  const program = path.join(folder, 'Rollcall.AppImage');
  const resources = path.join(folder, 'resources');
  const startedFile = path.join(folder, 'started');
  const update = `#!/bin/sh\n[ -n "$APPIMAGE_EXIT_AFTER_INSTALL" ] && how=exit || how=run\nprintf %s "$how" > '${startedFile}'\n`;
  const sha512 = createHash('sha512').update(update).digest('base64');
  let served = update;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://feed');
    requests.push(`${pathname} ${String(request.headers['x-user-staging-id'])}`);
    if (/^\/latest-linux(-\w+)?\.yml$/.test(pathname)) response.end(announcement(sha512, update.length));
    else if (pathname === `/${FILE}`) response.end(served);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await mkdir(resources);
  await writeFile(
    path.join(resources, 'app-update.yml'),
    `provider: generic\nurl: ${url}\nupdaterCacheDirName: rollcall\n`,
  );
  await writeFile(program, 'the old one');
  await chmod(program, 0o755);
  return {
    env: {
      ROLLCALL_HOST_RESOURCES: resources,
      APPIMAGE: program,
      APPDIR: path.dirname(process.execPath),
      XDG_CACHE_HOME: path.join(folder, 'cache'),
    },
    version: VERSION,
    requests,
    damage: () => void (served = update.replace('sh', 'SH')),
    installed: () => readFile(program, 'utf8'),
    started: () => readFile(startedFile, 'utf8').catch(() => ''),
    async stop() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `latest-linux.yml`, as electron-builder writes it. */
function announcement(sha512: string, size: number): string {
  return [
    `version: ${VERSION}`,
    'files:',
    `  - url: ${FILE}`,
    `    sha512: ${sha512}`,
    `    size: ${size}`,
    `path: ${FILE}`,
    `sha512: ${sha512}`,
    "releaseDate: '2026-11-21T10:00:00.000Z'",
    '',
  ].join('\n');
}
