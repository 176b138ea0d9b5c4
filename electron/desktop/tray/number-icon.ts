import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue, 0 to 255 each. */
export type Ink = readonly [number, number, number];

/** A number to draw, and its style, which can be told apart in one colour too. */
export interface NumberIcon {
  readonly number: number;
  /** `plain` has a line below it; `attention` is cut out of a block. */
  readonly style: 'plain' | 'attention';
  /** Whether there is something new: the line is then in two parts, and the block has a corner cut off. */
  readonly isMarked: boolean;
  /** Width and height in pixels. */
  readonly size: number;
  readonly ink: Ink;
  /** The colour of the line in two parts. */
  readonly markInk: Ink;
  /** The colour around the digits, for panels whose colour is not known; null for none. */
  readonly rim: Ink | null;
}

/** Digits of three by five dots, top row first. */
const DIGITS = [
  '111101101101111',
  '010110010010111',
  '111001111100111',
  '111001111001111',
  '101101111001001',
  '111100111001111',
  '111100111101111',
  '111001001001001',
  '111101111101111',
  '111101111001111',
] as const;
const DIGIT_WIDTH = 3;
const DIGIT_HEIGHT = 5;
/** No more than four digits fit into 16 pixels. */
const MAX_NUMBER = 9_999;

type Shape = (x: number, y: number) => boolean;

/** Draws a number as RGBA bytes, row by row; every pixel is opaque or clear, so that no edge blurs at 16 pixels. */
export function drawNumber({ number, style, isMarked, size, ink, markInk, rim }: NumberIcon): Uint8Array {
  const shape = style === 'plain' ? plain(number, size, isMarked) : block(number, size, isMarked);
  // Wide enough to fill the digits of a block.
  const rimWidth = style === 'plain' ? Math.max(1, Math.floor(size / 24)) : unitOf(size);
  const bytes = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const own = isMarked && style === 'plain' && y >= lineTopOf(size) ? markInk : ink;
      const colour = shape(x, y) ? own : rim !== null && isBeside(shape, x, y, rimWidth) ? rim : null;
      if (colour !== null) bytes.set([...colour, 255], (y * size + x) * 4);
    }
  }
  return bytes;
}

/** The digits with a line below them. */
function plain(number: number, size: number, isMarked: boolean): Shape {
  const unit = unitOf(size);
  const digits = digitsAt(number, size, topOf(size));
  const isGap = (x: number): boolean => isMarked && isWithin(x, size / 2 - unit, 2 * unit);
  const isLine: Shape = (x, y) => isWithin(y, lineTopOf(size), unit) && isWithin(x, unit, size - 2 * unit) && !isGap(x);
  return (x, y) => digits(x, y) || isLine(x, y);
}

function topOf(size: number): number {
  return Math.floor((size - (DIGIT_HEIGHT + 2) * unitOf(size)) / 2);
}

function lineTopOf(size: number): number {
  return topOf(size) + (DIGIT_HEIGHT + 1) * unitOf(size);
}

/** The digits cut out of a block with its corners off; a mark takes more of one corner. */
function block(number: number, size: number, isMarked: boolean): Shape {
  const unit = unitOf(size);
  const corner = Math.max(1, Math.floor(unit / 2));
  const digits = digitsAt(number, size, Math.floor((size - DIGIT_HEIGHT * unit) / 2));
  const isInner = (at: number): boolean => isWithin(at, corner, size - 2 * corner);
  const isBlock = (x: number, y: number): boolean =>
    isWithin(x, 0, size) && isWithin(y, 0, size) && (isInner(x) || isInner(y));
  const isCut: Shape = (x, y) => isMarked && size - 1 - x + y < 1.5 * unit;
  return (x, y) => isBlock(x, y) && !digits(x, y) && !isCut(x, y);
}

/** The digits in the middle, as wide as they fit. More digits are narrower, but not lower. */
function digitsAt(number: number, size: number, top: number): Shape {
  const text = String(Math.min(Math.max(0, Math.trunc(number)), MAX_NUMBER));
  const columns = text.length * (DIGIT_WIDTH + 1) - 1;
  const unit = unitOf(size);
  const dotWidth = Math.max(1, Math.min(unit, Math.floor(size / columns)));
  const left = Math.floor((size - columns * dotWidth) / 2);
  return (x, y) => {
    const column = Math.floor((x - left) / dotWidth);
    const row = Math.floor((y - top) / unit);
    if (!isWithin(column, 0, columns) || !isWithin(row, 0, DIGIT_HEIGHT)) return false;
    const dot = column % (DIGIT_WIDTH + 1);
    const digit = DIGITS[Number(text[Math.floor(column / (DIGIT_WIDTH + 1))])];
    return dot < DIGIT_WIDTH && digit?.[row * DIGIT_WIDTH + dot] === '1';
  };
}

/** The height of a dot: the drawing is at most eight dots high. */
function unitOf(size: number): number {
  return Math.max(1, Math.floor(size / 8));
}

function isWithin(at: number, start: number, length: number): boolean {
  return at >= start && at < start + length;
}

function isBeside(shape: Shape, x: number, y: number, distance: number): boolean {
  for (let dy = -distance; dy <= distance; dy += 1) {
    for (let dx = -distance; dx <= distance; dx += 1) if (shape(x + dx, y + dy)) return true;
  }
  return false;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits a channel, red, green, blue and alpha; deflate, the usual filters, not interlaced. */
const FORMAT = [8, 6, 0, 0, 0];

/** A square picture as a PNG file (W3C: Portable Network Graphics), from RGBA bytes row by row. */
export function pngFile(rgba: Uint8Array, size: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set(FORMAT, 8);
  const rows = Buffer.alloc(size * (size * 4 + 1)); // each row begins with its filter: 0, none
  for (let y = 0; y < size; y += 1) rows.set(rgba.subarray(y * size * 4, (y + 1) * size * 4), y * (size * 4 + 1) + 1);
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND')]);
}

function chunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  bytes.set(body, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}
