import { renderUnicodeCompact } from 'uqr';

/** White on black whatever the terminal's colours are: few cameras read the reverse. */
const WHITE_ON_BLACK = '\u001B[97;40m';
const AS_BEFORE = '\u001B[0m';
/** The standard wants four modules without ink around the code; with two it fits into 80 columns and is read as well. */
const BORDER = 2;

/** A text as a QR code: lines for a terminal, each two rows of modules high. */
export function qrLines(text: string): readonly string[] {
  const rows = renderUnicodeCompact(text, { border: BORDER, ecc: 'L', boostEcc: true }).split('\n');
  return rows.map((row) => `${WHITE_ON_BLACK}${row}${AS_BEFORE}`);
}
