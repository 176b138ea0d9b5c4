/** One more form of write-file-atomic 8, besides that of `settings/`: without the flush to disk. */
declare module 'write-file-atomic' {
  /** Writes a neighbour file and renames it; a power cut may lose the change, never half of it. */
  export default function writeFileAtomic(
    file: string,
    data: string,
    options: { readonly mode: number; readonly fsync: false },
  ): Promise<void>;
}
