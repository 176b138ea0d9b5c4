// Loaded in front of Electron's installer (`node --import`): ends a download that has not brought a byte for 20 s, for
// which Node waits 5 minutes, and says why one failed, which the installer's stack leaves out.

const silenceMs = 20_000;
const original = fetch;

/** @type {typeof fetch} */
const guardedFetch = async (input, init) => {
  const stalled = new AbortController();
  const timer = setTimeout(() => {
    tell('not a byte came for 20 s');
    stalled.abort();
  }, silenceMs);
  const response = await original(input, { ...init, signal: stalled.signal }).catch((error) => {
    if (!stalled.signal.aborted) tell(error.cause?.message ?? error.message);
    throw error;
  });
  /** @type {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
  const watched = new TransformStream({
    transform(bytes, controller) {
      timer.refresh();
      controller.enqueue(bytes);
    },
    flush: () => clearTimeout(timer),
  });
  return new Response(response.body?.pipeThrough(watched), response);
};
Object.assign(globalThis, { fetch: guardedFetch });

/** @param {string} reason in a line that start/electron.mjs reads */
const tell = (reason) => void process.stderr.write(`Reason: ${reason}\n`);

export {};
