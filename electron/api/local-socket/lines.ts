const LINE_BREAK = 0x0a;

/** Takes the next bytes of a stream; false once a line is longer than allowed, after which nothing more is to be fed. */
export type FeedLine = (bytes: Uint8Array) => boolean;

/**
 * Cuts a stream of bytes into lines of UTF-8, wherever the system happened to cut it: only whole lines are decoded, so
 * a character that arrives in two pieces is not torn. What follows the last line break is kept for the next bytes.
 * @param maxBytes the longest line, without its break, and so the most that is ever held
 */
export function createLineReader(maxBytes: number, onLine: (line: string) => void): FeedLine {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  return (bytes) => {
    let rest = bytes;
    for (let end = rest.indexOf(LINE_BREAK); end !== -1; end = rest.indexOf(LINE_BREAK)) {
      if (heldBytes + end > maxBytes) return false;
      const line = Buffer.concat([...held, rest.subarray(0, end)]).toString('utf8');
      [held, heldBytes, rest] = [[], 0, rest.subarray(end + 1)];
      onLine(line);
    }
    held.push(rest);
    heldBytes += rest.length;
    return heldBytes <= maxBytes;
  };
}
