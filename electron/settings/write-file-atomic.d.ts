/** The one form of write-file-atomic 8 that is used; the package brings no types. */
declare module 'write-file-atomic' {
  /** Writes a neighbour file, flushes it to disk and renames it; follows a link to the file. */
  export default function writeFileAtomic(
    file: string,
    data: string,
    options: { readonly mode: number },
  ): Promise<void>;
}
