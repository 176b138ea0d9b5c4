import type { ConnectionEntry } from './types.ts';

/**
 * Makes a function to be called whenever the list of connections may have changed; `tell` is called when it has, and not
 * for what leaves the list as it was, for example something learned of a server.
 */
export function createListNews(list: () => readonly ConnectionEntry[], tell: () => void): () => void {
  let told = JSON.stringify(list());
  return () => {
    const now = JSON.stringify(list());
    if (now === told) return;
    told = now;
    tell();
  };
}
