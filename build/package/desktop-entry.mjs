/** Main categories of the Desktop Menu Specification that a tool for an office may carry. */
const categories = new Set(['Network', 'Office', 'Utility']);
const needed = ['Type', 'Name', 'Exec', 'Icon', 'Categories', 'StartupWMClass'];

/**
 * What is wrong with a desktop entry, in sentences (Desktop Entry Specification 1.5: format, keys, Exec).
 * @param {string} text
 */
export function desktopEntryProblems(text) {
  const [head, ...lines] = text.trimEnd().split('\n');
  const pairs = lines.map((line) => /^([A-Za-z][A-Za-z0-9-]*)=(.*)$/.exec(line)).filter((match) => match !== null);
  const entry = new Map(pairs.map(([, key = '', value = '']) => [key, value]));
  return [
    ...problem(head !== '[Desktop Entry]', 'it does not begin with [Desktop Entry]'),
    ...problem(pairs.length !== lines.length, 'a line is no key with a value'),
    ...problem(entry.size !== pairs.length, 'a key stands there twice'),
    ...needed.filter((key) => !entry.get(key)).map((key) => `${key} is missing`),
    ...problem(entry.get('Type') !== 'Application', 'it is no Application'),
    ...problem(entry.get('Terminal') === 'true', 'it opens a terminal'),
    ...problem(!/^\/\S+( %[fFuU])?$/.test(entry.get('Exec') ?? ''), 'Exec is no absolute path'),
    ...problem(!isCategoryList(entry.get('Categories') ?? ''), 'Categories is no list of known ones'),
  ];
}

/**
 * @param {boolean} isWrong
 * @param {string} sentence
 */
const problem = (isWrong, sentence) => (isWrong ? [sentence] : []);

/** @param {string} list each with a semicolon behind it */
const isCategoryList = (list) =>
  list.endsWith(';') &&
  list
    .slice(0, -1)
    .split(';')
    .every((name) => categories.has(name));

/**
 * @param {string} text a desktop entry
 * @param {string} key
 * @returns {string} empty where it is not there
 */
export const desktopValue = (text, key) => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? '';
