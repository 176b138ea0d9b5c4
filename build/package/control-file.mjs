/**
 * What a .deb says about itself, as fpm's arguments name it.
 * @typedef {object} DebFacts
 * @property {string} name
 * @property {string} version
 * @property {string} architecture
 * @property {string} maintainer
 * @property {string} url
 * @property {string} description first line a summary, the others the text
 * @property {string[]} depends
 * @property {string[]} [deb-recommends]
 * @property {string} [deb-priority]
 */

/**
 * The text of DEBIAN/control (Debian policy, chapter 5). Throws where a value would break into another field.
 * @param {DebFacts} facts
 * @param {number} bytes the size of all files
 */
export function controlFile(facts, bytes) {
  const [summary = '', ...text] = facts.description.trim().split('\n');
  const fields = {
    Package: facts.name,
    Version: facts.version,
    Architecture: facts.architecture,
    Maintainer: facts.maintainer,
    'Installed-Size': String(Math.ceil(bytes / 1024)),
    Depends: facts.depends.join(', '),
    Recommends: (facts['deb-recommends'] ?? []).join(', '),
    Section: 'default',
    Priority: facts['deb-priority'] ?? 'optional',
    Homepage: facts.url,
    Description: summary,
  };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${oneLine(name, value)}`);
  return [...lines, ...text.map((line) => ` ${line.trim() || '.'}`), ''].join('\n');
}

/**
 * @param {string} name
 * @param {string} value
 */
function oneLine(name, value) {
  if (/[\r\n]/.test(value)) throw new Error(`${name} has a line break.`);
  return value;
}
