/** The space that a number and what belongs to it take, in sizes of the number. The components use the same. */
export const EM = {
  /** Around a cell and a team, and between them. */
  gap: 0.16,
  /** The name of a team, with its line. */
  name: 0.5,
  /** The size of a name that fits into one line, and of one that takes two. */
  largeName: 0.32,
  smallName: 0.2,
  /** A number over its word. */
  cellHeight: 1.42,
  /** The longest word with its icon; a number is not narrower. */
  cellWidth: 1.9,
  /** Within a cell, left and right together. */
  cellInset: 0.24,
};

/** Read from the other end of a room, a number has this much of the screen's shorter side at least. */
const MIN_SHARE = 1 / 16;
/** On a phone or in a small window, which is read from nearby and scrolls. */
const SMALL_SCREEN_PX = 700;
const MIN_SMALL_PX = 48;
const SCROLLED_PX = 52;

/** How the teams of a board are arranged, and how large its numbers are. */
interface BoardGrid {
  readonly columns: number;
  /** The columns of the statuses within a team. */
  readonly cellColumns: number;
  /** The font size of a number in pixels. */
  readonly size: number;
  /** How many teams are shown. */
  readonly shown: number;
  /** Whether one has to scroll to see all of them. */
  readonly isScrolled: boolean;
}

/** What is to be arranged: `digitsWidth` is that of the widest number, in sizes of the number. */
interface BoardContent {
  readonly teams: number;
  readonly cells: number;
  readonly digitsWidth: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

type Arrangement = Pick<BoardGrid, 'columns' | 'cellColumns' | 'shown'>;

/**
 * The arrangement with the largest numbers, of as many teams as can be read from afar. It follows from the size of the
 * whole board: teams stay in their places while a banner takes some of the room.
 */
export function boardGrid(content: BoardContent, room: Room, board: Room): BoardGrid {
  const isSmall = Math.min(board.width, board.height) < SMALL_SCREEN_PX;
  const minSize = isSmall ? MIN_SMALL_PX : Math.min(board.width, board.height) * MIN_SHARE;
  let { teams: shown } = content;
  let best = largest(content, board, shown);
  if (isSmall && best.size < minSize) {
    return { columns: 1, cellColumns: 2, size: SCROLLED_PX, shown, isScrolled: true };
  }
  while (best.size < minSize && shown > 1) best = largest(content, board, (shown -= 1));
  return { ...best, size: sizeOf(content, room, best), isScrolled: false };
}

function largest(content: BoardContent, room: Room, shown: number): Omit<BoardGrid, 'isScrolled'> {
  let best = { columns: 1, cellColumns: 1, shown, size: 0 };
  for (let columns = 1; columns <= shown; columns += 1) {
    for (let cellColumns = 1; cellColumns <= content.cells; cellColumns += 1) {
      const arrangement = { columns, cellColumns, shown };
      const size = sizeOf(content, room, arrangement);
      if (size > best.size) best = { ...arrangement, size };
    }
  }
  return best;
}

/** How large a number can be: each team has the same space, and gaps grow with the number. */
function sizeOf(
  { cells, digitsWidth }: BoardContent,
  { width, height }: Room,
  { columns, cellColumns, shown }: Arrangement,
): number {
  const rows = Math.ceil(shown / columns);
  const cellRows = Math.ceil(cells / cellColumns);
  const cell = Math.max(EM.cellWidth, digitsWidth) + EM.cellInset;
  const teamWidth = cellColumns * cell + (cellColumns + 1) * EM.gap;
  const teamHeight = EM.name + cellRows * EM.cellHeight + (cellRows + 1) * EM.gap;
  const ofWidth = width / (columns * teamWidth + (columns - 1) * EM.gap);
  const ofHeight = height / (rows * teamHeight + (rows - 1) * EM.gap);
  return Math.max(0, Math.floor(Math.min(ofWidth, ofHeight)));
}
