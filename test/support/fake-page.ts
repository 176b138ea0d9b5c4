import type { createBrowserBridge } from '../../renderer/bridge/bridge.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

/** A request the page made. */
export interface PageRequest {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** A browser tab as the bridge sees it, and a server that the test controls. */
export interface FakePage {
  readonly parts: Parameters<typeof createBrowserBridge>[0];
  readonly clock: FakeClock;
  readonly requests: PageRequest[];
  /** The addresses that were written to the address bar. */
  readonly addresses: string[];
  readonly stored: Map<string, string>;
  readonly errors: unknown[];
  /** Answers requests from now on; throwing means that the server is gone. */
  answer: (request: PageRequest) => Response;
  /** Writes to the newest event stream. */
  push(text: string): void;
  pushBytes(bytes: Uint8Array): void;
  /** Ends the newest event stream, or breaks it with an error. */
  end(error?: Error): void;
  focus(): void;
}

/** Makes a tab at `hash` whose server knows the token `launch` and the key `key-1`. */
export function createFakePage(hash: string): FakePage {
  const clock = createFakeClock();
  let stream: ReadableStreamDefaultController<Uint8Array> | null = null;
  let focus = (): void => {};
  const encoder = new TextEncoder();

  function serve({ path, body, headers }: PageRequest): Response {
    if (path === '/session') {
      const isRight = (body as { token: string }).token === 'launch';
      return isRight ? Response.json({ key: 'key-1' }) : new Response('', { status: 401 });
    }
    if (headers['x-rollcall-key'] !== 'key-1') return new Response('', { status: 401 });
    if (path !== '/events') return Response.json({ ok: true, value: null });
    return new Response(new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) }));
  }

  const page: FakePage = {
    clock,
    requests: [],
    addresses: [],
    stored: new Map(),
    errors: [],
    answer: serve,
    push: (text) => page.pushBytes(encoder.encode(text)),
    pushBytes: (bytes) => stream?.enqueue(bytes),
    end: (error) => (error === undefined ? stream?.close() : stream?.error(error)),
    focus: () => focus(),
    parts: {
      location: { hash, pathname: '/', search: '' },
      history: { replaceState: (_data, _title, url) => void page.addresses.push(String(url)) },
      storage: {
        getItem: (name) => page.stored.get(name) ?? null,
        setItem: (name, value) => void page.stored.set(name, value),
      },
      async fetch(path, init) {
        const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
        const request = { path, headers: init?.headers as Record<string, string>, body };
        page.requests.push(request);
        return page.answer(request);
      },
      clock,
      random: () => 0.5,
      whenFocused: () => new Promise((resolve) => (focus = resolve)),
      onError: (error) => page.errors.push(error),
    },
  };
  return page;
}
