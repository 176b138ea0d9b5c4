/**
 * Says when a program has been silent for too long. It counts looks and not hours: a computer that sleeps, or is too busy
 * to look, does not make a program silent.
 * @param {number} patience how many looks in a row may see nothing new
 * @returns {(seen: number) => boolean} takes how much has been seen until now; true once that was too long the same
 */
export function createSilence(patience) {
  let last = -1;
  let silent = 0;
  return (seen) => {
    silent = seen === last ? silent + 1 : 0;
    last = seen;
    return silent >= patience;
  };
}
