import type { KeychainAnswer, KeychainRequest } from './types.ts';

/**
 * The child process that alone loads keytar, so that neither its crashes (a locked keyring can end the process) nor
 * its hangs (a libuv thread for 50 s per call) reach the app. Only get, set and delete: keytar's find functions crash.
 */

const SERVICE = 'Rollcall';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

/** Electron's utilityProcess talks through `process.parentPort`; Node's fork has none. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: KeychainRequest }) => void): void;
  postMessage(answer: KeychainAnswer): void;
}

/** Loaded on the first request: a missing or broken keytar becomes an answer, not a crash at start. */
async function loadKeytar(): Promise<Keytar> {
  const loaded: Keytar & { readonly default?: Keytar } = await import('keytar');
  // CommonJS: which of the two shapes arrives depends on who loads it (Node, Electron, a bundler).
  return loaded.default ?? loaded;
}

async function perform(keytar: Keytar, request: KeychainRequest): Promise<string | null> {
  switch (request.method) {
    case 'get':
      return keytar.getPassword(SERVICE, request.account);
    case 'delete':
      return (await keytar.deletePassword(SERVICE, request.account)) ? '' : null;
    case 'set':
      await keytar.setPassword(SERVICE, request.account, request.value);
      return keytar.getPassword(SERVICE, request.account);
  }
}

async function answer(request: KeychainRequest): Promise<KeychainAnswer> {
  try {
    return { id: request.id, ok: true, value: await perform(await loadKeytar(), request) };
  } catch (error) {
    return { id: request.id, ok: false, detail: error instanceof Error ? error.message : 'unknown' };
  }
}

function listen(): void {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort !== undefined) {
    parentPort.on('message', ({ data }) => void answer(data).then((reply) => parentPort.postMessage(reply)));
    return;
  }
  process.on('message', (request: KeychainRequest) => void answer(request).then((reply) => process.send?.(reply)));
  // The parent is gone. A normal exit would wait for threads that may hang in keytar.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

listen();
