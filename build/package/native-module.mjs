/**
 * Systems and processors that a program was compiled for, in the words of process.platform and process.arch.
 * @typedef {{ platform: 'linux' | 'darwin' | 'win32', archs: readonly string[] }} NativeKind
 */

/** @type {Readonly<Record<number, string>>} ELF specification, e_machine */
const elfMachines = { 0x3e: 'x64', 0xb7: 'arm64' };
/** @type {Readonly<Record<number, string>>} mach/machine.h, cpu_type_t */
const machMachines = { 0x01000007: 'x64', 0x0100000c: 'arm64' };
/** @type {Readonly<Record<number, string>>} PE format, "Machine Types" */
const peMachines = { 0x8664: 'x64', 0xaa64: 'arm64' };

const machMagic = 0xfeedfacf;
const universalMagic = 0xcafebabe;
/** Bytes of a universal file's header, and of each entry behind it. */
const universal = { header: 8, entry: 20 };

/**
 * What a compiled module is for, from its first bytes; null where it is no 64-bit module of the three systems.
 * @param {Buffer} bytes
 * @returns {NativeKind | null}
 */
export function nativeKind(bytes) {
  if (bytes.length < 64) return null;
  if (bytes.toString('latin1', 0, 4) === '\x7fELF') {
    return bytes[4] === 2 ? kind('linux', [elfMachines[bytes.readUInt16LE(18)]]) : null;
  }
  if (bytes.readUInt32LE(0) === machMagic) return kind('darwin', [machMachines[bytes.readUInt32LE(4)]]);
  if (bytes.readUInt32BE(0) === universalMagic) return kind('darwin', universalArchs(bytes));
  return bytes.toString('latin1', 0, 2) === 'MZ' ? windowsKind(bytes) : null;
}

/** @param {Buffer} bytes */
function universalArchs(bytes) {
  const count = Math.min(bytes.readUInt32BE(4), Math.floor((bytes.length - universal.header) / universal.entry));
  return Array.from(
    { length: count },
    (_, index) => machMachines[bytes.readUInt32BE(universal.header + index * universal.entry)],
  );
}

/** @param {Buffer} bytes */
function windowsKind(bytes) {
  const at = bytes.readUInt32LE(0x3c);
  const isPe = at + 6 <= bytes.length && bytes.toString('latin1', at, at + 4) === 'PE\0\0';
  return isPe ? kind('win32', [peMachines[bytes.readUInt16LE(at + 4)]]) : null;
}

/**
 * @param {NativeKind['platform']} platform
 * @param {readonly (string | undefined)[]} archs
 * @returns {NativeKind | null}
 */
function kind(platform, archs) {
  const known = archs.filter((arch) => arch !== undefined);
  return known.length > 0 && known.length === archs.length ? { platform, archs: known } : null;
}

/**
 * Why a module cannot be shipped for a target, as a sentence part; null where it can. A universal target needs both.
 * @param {Buffer} bytes
 * @param {{ platform: string, arch: string }} target
 */
export function moduleProblem(bytes, { platform, arch }) {
  const found = nativeKind(bytes);
  if (found === null) return 'is no 64-bit module for Linux, macOS or Windows';
  const wanted = arch === 'universal' ? ['x64', 'arm64'] : [arch];
  const fits = found.platform === platform && wanted.every((one) => found.archs.includes(one));
  return fits ? null : `is for ${found.platform} ${found.archs.join(' and ')}, not for ${platform} ${arch}`;
}
