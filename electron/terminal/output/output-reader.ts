/** The part that is used here; the full types come with those of a page. */
declare const WebAssembly: { readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer } };

/** `poll_oneoff` of WASI preview 1: where it finds the question, and where it puts the answer. */
const ASK_AT = 0;
const ANSWER_AT = 128;
const COUNT_AT = 256;
const MEMORY_BYTES = 512;
const SUBSCRIPTION_BYTES = 48;
const CLOCK = 0;
const MONOTONIC = 1;
const FD_WRITE = 2;
const HANGUP = 1;
/** A pipe that is full is not ready to be written to, and still has a reader. */
const WAIT_NS = 1_000_000n;

/**
 * Makes what tells whether anybody can still read what is written to a pipe or a socket. Node says so only after a
 * write that failed, and cannot wait for it; WASI's poll is its one way to poll(2). Where that cannot tell, as for files
 * and on Windows, there is a reader.
 */
export function createReaderCheck(fd: number): () => boolean {
  let poll: (() => boolean) | null = null;
  return () => {
    try {
      poll ??= createPoll(fd);
      return poll();
    } catch {
      return true;
    }
  };
}

function createPoll(fd: number): () => boolean {
  const wasi = createWasi();
  const memory = new WebAssembly.Memory({ initial: 1 });
  wasi.finalizeBindings({ exports: {} }, { memory });
  const { poll_oneoff: pollOnce } = wasi.wasiImport as Record<string, (...args: number[]) => number>;

  return () => {
    const view = new DataView(memory.buffer, 0, MEMORY_BYTES);
    view.setUint8(ASK_AT + 8, FD_WRITE);
    view.setUint32(ASK_AT + 16, fd, true);
    const clockAt = ASK_AT + SUBSCRIPTION_BYTES;
    view.setUint8(clockAt + 8, CLOCK);
    view.setUint32(clockAt + 16, MONOTONIC, true);
    view.setBigUint64(clockAt + 24, WAIT_NS, true);
    if (pollOnce?.(ASK_AT, ANSWER_AT, 2, COUNT_AT) !== 0) return true;
    if (view.getUint32(COUNT_AT, true) === 0 || view.getUint8(ANSWER_AT + 10) !== FD_WRITE) return true;
    const error = view.getUint16(ANSWER_AT + 8, true);
    return error === 0 && (view.getUint16(ANSWER_AT + 24, true) & HANGUP) === 0;
  };
}

/** Without the warning of Node that WASI is experimental, which is of no use to the user. */
function createWasi(): InstanceType<typeof import('node:wasi').WASI> {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    const { WASI } = process.getBuiltinModule('node:wasi');
    return new WASI({ version: 'preview1' });
  } finally {
    process.emitWarning = emitWarning;
  }
}
