import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrowserSurface, type BrowserSurface } from '../../electron/api/http/server.ts';
import { createRouter } from '../../electron/api/router.ts';
import type { Events } from '../../electron/shared/contract/events.ts';
import { createEmitter, type Emitter } from '../../electron/shared/emitter.ts';
import type { Result } from '../../electron/shared/result.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeHandlers, type HandlerCall } from './fake-handlers.ts';
import { ask, open, type WireAnswer, type WireRequest } from './http-client.ts';

/** The headers of a signed-in tab. */
export type Credentials = Readonly<Record<'cookie' | 'x-rollcall-key', string>>;

/** An open event stream. */
export interface OpenStream {
  readonly response: IncomingMessage;
  /** The next message without its blank line, or `ended`. */
  next(): Promise<string>;
}

/** The real browser surface over fake handlers, a stopped clock and a folder with two files. */
export interface TestSurface {
  readonly clock: FakeClock;
  readonly events: Emitter<Events>;
  readonly calls: readonly HandlerCall[];
  readonly left: readonly string[];
  /** Resolves with the first sender that leaves. */
  readonly firstLeft: Promise<string>;
  readonly log: readonly string[];
  url(): string;
  port(): number;
  token(): string;
  /** Starts another surface over the same parts. */
  startAt(port: number): Promise<Result<BrowserSurface>>;
  /** Stops the surface and starts a new one on another port, as a user would. */
  restart(): Promise<void>;
  stopServer(): Promise<void>;
  send(wire: Omit<WireRequest, 'port'>): Promise<WireAnswer>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<WireAnswer>;
  signIn(headers?: Readonly<Record<string, string>>): Promise<Credentials>;
  stream(who: Credentials): Promise<OpenStream>;
  stop(): Promise<void>;
}

/** Starts the surface on a free port. */
export async function createTestSurface(
  surfaceOfApp: 'desktop' | 'browser' = 'browser',
  hasBoard = false,
): Promise<TestSurface> {
  const base = await mkdtemp(join(tmpdir(), 'rollcall-browser-'));
  const staticFolder = await writePage(base);
  const clock = createFakeClock();
  const errors: unknown[] = [];
  const events = createEmitter<Events>((error) => errors.push(error));
  const { handlers, calls } = createFakeHandlers();
  const left: string[] = [];
  const log: string[] = [];
  const firstLeft = Promise.withResolvers<string>();
  const onLeave = (sender: string): void => {
    left.push(sender);
    firstLeft.resolve(sender);
  };
  const router = createRouter({ clock, onSurprise: (error) => errors.push(error) });
  router.handle(handlers);
  router.onLeave(onLeave);

  const startAt = (port: number) =>
    startBrowserSurface({
      router,
      events,
      surface: surfaceOfApp,
      clock,
      staticFolder,
      port,
      hasBoard,
      log: (line) => log.push(line),
    });
  const start = async (): Promise<BrowserSurface> => {
    const started = await startAt(0);
    if (!started.ok) throw new Error(started.error.message);
    return started.value;
  };
  let surface = await start();

  const send: TestSurface['send'] = (wire) => ask({ port: surface.port, ...wire });
  const post: TestSurface['post'] = (path, body, headers = {}) =>
    send({
      path,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const token = (): string => new URL(surface.url).hash.replace('#token=', '');

  return {
    clock,
    events,
    calls,
    left,
    firstLeft: firstLeft.promise,
    log,
    url: () => surface.url,
    port: () => surface.port,
    token,
    startAt,
    async restart() {
      await surface.stop();
      surface = await start();
    },
    stopServer: () => surface.stop(),
    send,
    post,
    async signIn(headers = {}) {
      const answer = await post('/session', { token: token() }, headers);
      const { key } = JSON.parse(answer.text) as { key: string };
      return { cookie: String(answer.headers['set-cookie']?.[0]?.split(';')[0]), 'x-rollcall-key': key };
    },
    async stream(who) {
      return readStream(await open({ port: surface.port, path: '/events', headers: who }));
    },
    async stop() {
      await surface.stop();
      await rm(base, { recursive: true });
    },
  };
}

/** Writes a page, an asset, and files around them that must never be served. */
async function writePage(base: string): Promise<string> {
  const folder = join(base, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Rollcall</title>');
  await writeFile(join(folder, 'assets', 'main-1.js'), 'export {};');
  await writeFile(join(base, 'secret.json'), '"outside"');
  await symlink(join(base, 'secret.json'), join(folder, 'linked.json'));
  return folder;
}

async function readStream(response: IncomingMessage): Promise<OpenStream> {
  response.setEncoding('utf8');
  const chunks = response[Symbol.asyncIterator]() as AsyncIterator<string>;
  let text = '';
  async function next(): Promise<string> {
    while (!text.includes('\n\n')) {
      const part = await chunks.next();
      if (part.done) return 'ended';
      text += part.value;
    }
    const end = text.indexOf('\n\n');
    const message = text.slice(0, end);
    text = text.slice(end + 2);
    return message;
  }
  const first = await next();
  if (first !== ': connected') throw new Error(`The stream began with ${first}`);
  return { response, next };
}
