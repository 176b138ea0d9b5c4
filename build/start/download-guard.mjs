// Loaded in front of Electron's installer (`node --import`): reports the progress of what `fetch` brings, and ends a
// download that has not brought a byte for 20 s. The installer itself waits without an end.

const silenceMs = 20_000;
const reportMs = 1_000;
/** In front of the line that start/binary.mjs reads. */
const reasonMark = 'Reason: ';
const original = fetch;

/** @type {typeof fetch} */
const watchedFetch = async (input, init) => {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(tell('not a byte came for 20 s')), silenceMs);
  const response = await original(input, { ...init, signal: stalled.signal }).catch((error) => {
    if (!stalled.signal.aborted) tell(causeOf(error));
    throw error;
  });
  if (response.body === null) return response;
  const total = Number(response.headers.get('content-length'));
  return new Response(response.body.pipeThrough(watched(timer, total)), response);
};
Object.assign(globalThis, { fetch: watchedFetch });

/** @param {string} reason */
const tell = (reason) => void process.stderr.write(`${reasonMark}${reason}\n`);

/**
 * The installer prints a stack and leaves out the cause, which is the part that says what happened.
 * @param {unknown} error
 */
function causeOf(error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * Passes bytes on; every one of them puts the end off.
 * @param {NodeJS.Timeout} timer
 * @param {number} total in bytes, 0 where it is not known
 * @returns {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>}
 */
function watched(timer, total) {
  let received = 0;
  let reportedAt = 0;
  return new TransformStream({
    transform(bytes, controller) {
      timer.refresh();
      received += bytes.byteLength;
      if (Date.now() - reportedAt >= reportMs) {
        reportedAt = Date.now();
        process.stderr.write(`${progressLine(received, total)}\n`);
      }
      controller.enqueue(bytes);
    },
    flush: () => clearTimeout(timer),
  });
}

/**
 * @param {number} received
 * @param {number} total
 */
function progressLine(received, total) {
  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(0);
  return total > 0 ? `${megabytes(received)} of ${megabytes(total)} MB` : `${megabytes(received)} MB`;
}

export {};
