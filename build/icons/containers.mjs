// Writes the two icon formats. Neither system has a tool for the other's format, and both are simple tables of
// pictures. .ico: Microsoft, "Icons" (ICONDIR, ICONDIRENTRY); .icns: a list of four-letter types with PNG data.

/**
 * One picture of a square icon: `png` as a file, `pixels` as RGBA from top left.
 * @typedef {{ size: number, png: Buffer, pixels: Uint8Array }} Picture
 */

const dirBytes = 6;
const entryBytes = 16;
const bitmapHeaderBytes = 40;
/** From this size on PNG saves space. Below it some readers of .ico understand only bitmaps. */
const pngFrom = 256;

/**
 * A Windows icon of several sizes.
 * @param {readonly Picture[]} pictures of at most 256 pixels
 */
export function icoFile(pictures) {
  const images = pictures.map((picture) => (picture.size < pngFrom ? bitmapOf(picture) : picture.png));
  const dir = Buffer.alloc(dirBytes + entryBytes * pictures.length);
  dir.writeUInt16LE(1, 2);
  dir.writeUInt16LE(pictures.length, 4);
  let offset = dir.length;
  pictures.forEach(({ size }, index) => {
    const at = dirBytes + entryBytes * index;
    const { length } = images[index] ?? Buffer.alloc(0);
    // Zero stands for 256, which does not fit into a byte.
    dir.writeUInt8(size % 256, at);
    dir.writeUInt8(size % 256, at + 1);
    dir.writeUInt16LE(1, at + 4);
    dir.writeUInt16LE(32, at + 6);
    dir.writeUInt32LE(length, at + 8);
    dir.writeUInt32LE(offset, at + 12);
    offset += length;
  });
  return Buffer.concat([dir, ...images]);
}

/**
 * A bitmap in the form that .ico requires: bottom row first, BGRA, then a mask of one bit per pixel, unused here.
 * @param {Picture} picture
 */
function bitmapOf({ size, pixels }) {
  const maskBytes = Math.ceil(size / 32) * 4 * size;
  const bitmap = Buffer.alloc(bitmapHeaderBytes + size * size * 4 + maskBytes);
  bitmap.writeUInt32LE(bitmapHeaderBytes, 0);
  bitmap.writeInt32LE(size, 4);
  bitmap.writeInt32LE(size * 2, 8);
  bitmap.writeUInt16LE(1, 12);
  bitmap.writeUInt16LE(32, 14);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = (y * size + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(from, from + 4);
      bitmap.set([blue, green, red, alpha], bitmapHeaderBytes + ((size - 1 - y) * size + x) * 4);
    }
  }
  return bitmap;
}

/** Types and their sizes in pixels. The types for double density hold twice their nominal size. */
const icnsTypes = /** @type {const} */ ([
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]);

/** The sizes a macOS icon is made of. */
export const icnsSizes = [...new Set(icnsTypes.map(([, size]) => size))];

/**
 * A macOS icon.
 * @param {readonly Picture[]} pictures of all `icnsSizes`
 */
export function icnsFile(pictures) {
  const blocks = icnsTypes.map(([type, wanted]) => {
    const picture = pictures.find(({ size }) => size === wanted);
    if (picture === undefined) throw new Error(`The picture of ${wanted} pixels is missing.`);
    return block(type, picture.png);
  });
  return block('icns', Buffer.concat(blocks));
}

/**
 * @param {string} type four letters
 * @param {Buffer} content
 */
function block(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
