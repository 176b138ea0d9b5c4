/** The longest that is shown: as long as the name of a connection may be. */
const MOST_CHARACTERS = 60;

/** A word from the command line, short enough to be shown and free of characters that would steer a terminal. */
export function shownWord(word: string): string {
  const plain = [...word.replace(/\p{C}/gu, '')];
  return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS).join('')}...` : plain.join('');
}
