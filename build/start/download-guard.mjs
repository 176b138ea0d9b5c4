// Loaded before Electron's installer (`node --import`). Stops a download that has received nothing for 20 s, where Node
// would wait 5 minutes. Prints why a download failed, which the installer's stack trace omits.

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

/** @param {string} reason printed in a line that start/electron.mjs reads */
const tell = (reason) => void process.stderr.write(`Reason: ${reason}\n`);

export {};
