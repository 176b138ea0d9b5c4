/** One message of a text/event-stream. */
export interface StreamMessage {
  readonly name: string;
  readonly data: unknown;
}

/**
 * Reads a text/event-stream body (WHATWG HTML, 9.2) message by message; ends when the body does and throws what
 * reading it throws. Takes what Rollcall's server writes: LF line ends, one `event:` and one JSON `data:` line per
 * message, comments in between. EventSource is not used because it cannot send the session's header.
 */
export async function* readMessages(body: NonNullable<Response['body']>): AsyncGenerator<StreamMessage> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + part.value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const message = parseBlock(block);
        if (message !== null) yield message;
      }
    }
  } finally {
    // Whoever stops reading also gives the connection back: a browser has only six.
    await reader.cancel();
  }
}

function parseBlock(block: string): StreamMessage | null {
  const lines = block.split('\n');
  const field = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const name = field('event');
  const data = field('data');
  return name === undefined || data === undefined ? null : { name, data: JSON.parse(data) };
}
