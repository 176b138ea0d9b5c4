/** The forms of write-file-atomic 8 that are used; the package brings no types. */
declare module 'write-file-atomic' {
  /**
   * Writes a neighbour file, flushes it to disk and renames it; follows a link to the file. Without the flush a power
   * cut may lose the change, but never leaves half of it.
   */
  export default function writeFileAtomic(
    file: string,
    data: string | Uint8Array,
    options: { readonly mode: number; readonly fsync?: false },
  ): Promise<void>;
}
