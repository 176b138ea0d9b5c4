import type { Segment } from '../band/band.ts';

/** How a kind of piece is filled and outlined on a canvas. */
interface Fill {
  readonly fill: string | CanvasPattern;
  /** Null without an outline. */
  readonly stroke: string | null;
  readonly dash: number[];
}

/** A piece of a band, or the part of the team's band where not everybody is known. */
export type FillKind = Segment['kind'] | 'UNKNOWN';

/** The colours of the page for a canvas, in the theme that it has now. */
export interface Paints {
  readonly panel: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly warn: string;
  readonly fills: Readonly<Record<FillKind, Fill>>;
}

const LINE = 1;

/** Reads the colours from the page: its custom properties and the fill patterns that its bands refer to. */
export function readPaints(context: CanvasRenderingContext2D): Paints {
  const probe = document.createElement('i');
  document.body.append(probe);
  const token = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const solid = (fill: string): Fill => ({ fill, stroke: null, dash: [] });
  const pattern = (id: string, stroke: string | null): Fill => ({ fill: patternOf(context, id), stroke, dash: [] });
  const paints: Paints = {
    panel: token('panel'),
    text: token('text'),
    quiet: token('text-2'),
    line: token('line'),
    accent: token('accent'),
    warn: token('warn'),
    fills: {
      AVAILABLE: solid(token('available')),
      BUSY: pattern('band-busy', null),
      AWAY: pattern('band-away', token('away')),
      OFFLINE: { fill: 'transparent', stroke: token('offline'), dash: [3, 2] },
      OTHER: pattern('band-other', token('other')),
      NONE: pattern('band-none', null),
      UNKNOWN: pattern('band-unknown', null),
    },
  };
  probe.remove();
  return paints;
}

/** Repeats one of the page's SVG patterns, which consist of rectangles, circles and lines. */
function patternOf(context: CanvasRenderingContext2D, id: string): string | CanvasPattern {
  const source = document.querySelector<SVGPatternElement>(`#${id}`);
  if (source === null) return 'transparent';
  const size = source.width.baseVal.value;
  // Drawn large, so that it stays sharp when it is turned.
  const sharpness = 4;
  const tile = new OffscreenCanvas(size * sharpness, size * sharpness);
  const pen = tile.getContext('2d');
  if (pen === null) return 'transparent';
  pen.scale(sharpness, sharpness);
  for (const shape of source.children) {
    const { fill, stroke, strokeWidth, fillOpacity, strokeOpacity } = getComputedStyle(shape);
    const path = pathOf(shape);
    pen.globalAlpha = Number(fillOpacity);
    pen.fillStyle = fill;
    if (fill !== 'none' && !(shape instanceof SVGPathElement)) pen.fill(path);
    pen.globalAlpha = Number(strokeOpacity);
    pen.strokeStyle = stroke;
    pen.lineWidth = Number.parseFloat(strokeWidth) || LINE;
    if (stroke !== 'none') pen.stroke(path);
  }
  const pattern = context.createPattern(tile, 'repeat');
  const turn = source.patternTransform.baseVal.consolidate()?.matrix ?? { a: 1, b: 0, c: 0, d: 1 };
  const { a, b, c, d } = turn;
  pattern?.setTransform(new DOMMatrix([a, b, c, d, 0, 0]).scale(1 / sharpness));
  return pattern ?? 'transparent';
}

function pathOf(shape: Element): Path2D {
  const path = new Path2D();
  if (shape instanceof SVGPathElement) path.addPath(new Path2D(shape.getAttribute('d') ?? ''));
  else if (shape instanceof SVGCircleElement) {
    const { cx, cy, r } = shape;
    path.arc(cx.baseVal.value, cy.baseVal.value, r.baseVal.value, 0, 2 * Math.PI);
  } else if (shape instanceof SVGRectElement) {
    path.rect(0, 0, shape.width.baseVal.value, shape.height.baseVal.value);
  }
  return path;
}
