import type { Status } from '../../../../../electron/shared/model.ts';
import type { AxisTick } from '../axis.ts';
import type { Segment } from '../band/band.ts';
import type { BandArea } from '../rows/team-band.ts';
import { readPaints, type FillKind, type Paints } from './paints.ts';

/** A timeline as a picture has it, in the order from top to bottom; bands are in pixels from their left edge. */
export interface TimelinePicture {
  /** Whose day it is and which. */
  readonly title: string;
  /** What else it says of itself, a sentence each. */
  readonly facts: readonly string[];
  readonly bandWidth: number;
  readonly ticks: readonly AxisTick[];
  /** The position of now; null when it is not in the shown time. */
  readonly nowX: number | null;
  readonly team: PictureTeam;
  /** What the last column has the time of. */
  readonly totalLabel: string;
  readonly rows: readonly PictureRow[];
  readonly legend: readonly (readonly [FillKind, string])[];
  /** The statuses that are drawn faintly. */
  readonly hidden: ReadonlySet<Status>;
}

/** The team's stacked counts, as SVG paths. */
interface PictureTeam {
  readonly label: string;
  readonly height: number;
  readonly areas: readonly BandArea[];
  /** Where the floor is; null without one. */
  readonly floorY: number | null;
  readonly below: readonly { readonly x: number; readonly width: number }[];
}

/** A heading, or an agent with their band. */
export type PictureRow =
  | { readonly kind: 'heading'; readonly label: string }
  | {
      readonly kind: 'agent';
      readonly name: string;
      readonly segments: readonly Segment[];
      readonly total: string;
    };

const MARGIN = 16;
const NAME_WIDTH = 174;
const TOTAL_WIDTH = 92;
const GAP = 14;
const LINE = 18;
const TITLE = 24;
const AXIS = 24;
const ROW = 26;
const BAND = 16;
const TEAM_GAP = 6;
/** Sharp on screens and slides of twice the pixels. */
const SCALE = 2;
const FAINT = 0.12;
/** Too thin for a pattern or an outline. */
const THIN = 4;
/** Too narrow for the mark of what goes on beyond midnight. */
const LEAST_ARROW = 10;

/** Draws a timeline in the colours of the page and gives it as a PNG file; null where the browser makes none. */
export async function drawPicture(picture: TimelinePicture): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const { bandWidth, team, rows } = picture;
  const width = MARGIN + NAME_WIDTH + GAP + bandWidth + GAP + TOTAL_WIDTH + MARGIN;
  context.font = fontOf(12);
  const facts = wrap(context, picture.facts.join(' '), width - 2 * MARGIN);
  const top = MARGIN + TITLE + facts.length * LINE + 8;
  const bottom = top + AXIS + team.height + TEAM_GAP + rows.length * ROW;
  const height = bottom + 14 + LINE + MARGIN;
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  context.scale(SCALE, SCALE);
  const paints = readPaints(context);
  context.fillStyle = paints.panel;
  context.fillRect(0, 0, width, height);
  context.textBaseline = 'middle';
  write(context, picture.title, MARGIN, MARGIN + 8, { font: fontOf(15, 650), color: paints.text });
  facts.forEach((line, index) =>
    write(context, line, MARGIN, MARGIN + TITLE + LINE * index + 9, { font: fontOf(12), color: paints.quiet }),
  );

  context.save();
  context.translate(MARGIN + NAME_WIDTH + GAP, top);
  drawHours(context, picture, bottom - top, paints);
  context.translate(0, AXIS);
  context.translate(0, 3);
  drawTeam(context, picture, paints);
  context.translate(0, -3);
  context.translate(0, team.height + TEAM_GAP);
  rows.forEach((row, index) => {
    context.save();
    context.translate(0, index * ROW);
    drawRow(context, row, picture, paints);
    context.restore();
  });
  context.restore();
  drawLegend(context, picture, bottom + 14, paints);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

type Context = CanvasRenderingContext2D;

function drawHours(
  context: Context,
  { ticks, nowX, bandWidth, totalLabel }: TimelinePicture,
  height: number,
  paints: Paints,
): void {
  for (const { x, labelX, label, isLabelled } of ticks) {
    context.fillStyle = paints.line;
    context.fillRect(x, AXIS, 1, height - AXIS);
    if (isLabelled) write(context, label, labelX, AXIS / 2, { font: fontOf(11.5, 600), color: paints.quiet });
  }
  const edge = bandWidth + GAP + TOTAL_WIDTH;
  context.textAlign = 'end';
  write(context, totalLabel, edge, AXIS / 2, { font: fontOf(11.5, 600), color: paints.quiet });
  context.textAlign = 'start';
  context.fillStyle = paints.line;
  context.fillRect(-NAME_WIDTH - GAP, AXIS - 1, NAME_WIDTH + bandWidth + TOTAL_WIDTH + 2 * GAP, 1);
  if (nowX === null) return;
  context.fillStyle = paints.accent;
  context.fillRect(nowX, AXIS, 1.5, height - AXIS);
}

function drawTeam(context: Context, { team, bandWidth, hidden }: TimelinePicture, paints: Paints): void {
  const { label, height, areas, floorY, below } = team;
  write(context, label, -NAME_WIDTH - GAP, height / 2, { font: fontOf(12, 600), color: paints.text });
  for (const { status, path } of areas) {
    if (status !== 'UNKNOWN' && hidden.has(status)) continue;
    context.fillStyle = paints.fills[status].fill;
    context.fill(new Path2D(path));
  }
  context.fillStyle = paints.warn;
  for (const { x, width } of below) context.fillRect(x, height - 4, width, 3);
  if (floorY === null) return;
  context.strokeStyle = paints.warn;
  context.lineWidth = 1.5;
  context.setLineDash([5, 3]);
  context.strokeRect(0, floorY, bandWidth, 0);
  context.setLineDash([]);
}

function drawRow(context: Context, row: PictureRow, { bandWidth, hidden }: TimelinePicture, paints: Paints): void {
  const middle = ROW / 2;
  if (row.kind === 'heading') {
    write(context, row.label, -NAME_WIDTH - GAP, middle, { font: fontOf(12, 600), color: paints.quiet });
    return;
  }
  const name = { font: fontOf(13), color: paints.text, width: NAME_WIDTH };
  write(context, row.name, -NAME_WIDTH - GAP, middle, name);
  for (const { kind, x, width, start, end, interval } of row.segments) {
    context.globalAlpha = kind !== 'NONE' && hidden.has(kind) ? FAINT : 1;
    drawPiece(context, kind, { x, y: middle - BAND / 2, width, height: BAND }, paints);
    if (interval === null || width < LEAST_ARROW) continue;
    if (interval.clippedStart && start === interval.start) drawArrow(context, x + 1.5, 1, paints);
    if (interval.clippedEnd && end === interval.end) drawArrow(context, x + width - 2.5, -1, paints);
  }
  context.globalAlpha = 1;
  context.textAlign = 'end';
  write(context, row.total, bandWidth + GAP + TOTAL_WIDTH, middle, { font: fontOf(12), color: paints.quiet });
  context.textAlign = 'start';
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawPiece(context: Context, kind: FillKind, { x, y, width, height }: Box, paints: Paints): void {
  const { fill, stroke, dash } = paints.fills[kind];
  const isThin = width < THIN;
  const inset = stroke !== null && !isThin ? 0.5 : 0;
  const shown = Math.max(1, width - (isThin || kind === 'NONE' ? 0 : 1) - 2 * inset);
  context.beginPath();
  context.roundRect(x + inset, y + inset, shown, height - 2 * inset, kind === 'NONE' ? 0 : Math.min(2, shown / 2));
  context.fillStyle = isThin && stroke !== null ? stroke : fill;
  context.fill();
  if (stroke === null || isThin) return;
  context.strokeStyle = stroke;
  context.lineWidth = 1;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

/** Marks what goes on beyond midnight, at the left end (1) or the right end (-1). */
function drawArrow(context: Context, x: number, direction: 1 | -1, paints: Paints): void {
  const middle = ROW / 2;
  context.beginPath();
  context.moveTo(x + 4 * direction, middle - 4);
  context.lineTo(x, middle);
  context.lineTo(x + 4 * direction, middle + 4);
  context.strokeStyle = paints.text;
  context.lineWidth = 2;
  context.stroke();
}

function drawLegend(context: Context, { legend }: TimelinePicture, y: number, paints: Paints): void {
  let x = MARGIN;
  for (const [kind, label] of legend) {
    drawPiece(context, kind, { x, y, width: 20, height: 12 }, paints);
    const style = { font: fontOf(12), color: paints.quiet };
    write(context, label, x + 26, y + 6, style);
    x += 26 + context.measureText(label).width + 18;
  }
}

function fontOf(px: number, weight = 400): string {
  return `${weight} ${px}px system-ui, sans-serif`;
}

interface TextStyle {
  readonly font: string;
  readonly color: string;
  /** What does not fit ends in an ellipsis. */
  readonly width?: number;
}

function write(context: Context, text: string, x: number, y: number, { font, color, width }: TextStyle): void {
  context.font = font;
  context.fillStyle = color;
  let shown = text;
  const characters = [...text];
  while (width !== undefined && characters.length > 1 && context.measureText(shown).width > width) {
    characters.pop();
    shown = `${characters.join('')}…`;
  }
  context.fillText(shown, x, y);
}

/** The lines of a text that is not to be wider than some pixels. */
function wrap(context: Context, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
