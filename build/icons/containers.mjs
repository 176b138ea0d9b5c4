// The two icon containers, written by hand: neither system has a tool for the other's, and both formats are tables of
// pictures. .ico: Microsoft, "Icons" (ICONDIR, ICONDIRENTRY); .icns: a list of four-letter types with PNG data.

/**
 * One picture of a square icon: `png` as a file, `pixels` as RGBA from top left.
 * @typedef {{ size: number, png: Buffer, pixels: Uint8Array }} Picture
 */

const dirBytes = 6;
const entryBytes = 16;
const bitmapHeaderBytes = 40;
/** From here on PNG saves room; below it some readers of .ico know bitmaps only. */
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
    // A byte holds no 256; zero stands for it.
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
 * A bitmap as .ico wants it: bottom row first, BGRA, followed by a mask of one bit per pixel that says nothing here.
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

/** Which type holds which size in pixels; those for double density hold twice the size of their name. */
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
