import type { GapReporter } from '../../history/gaps.ts';
import type { Digest, DigestCause } from '../../shared/model.ts';

/** One card about the last time in which nobody was told anything. Nothing of it outlives the run. */
export interface DigestCard {
  get(): Digest | null;
  /** Nobody was told anything from then until now, by this computer's clock. Without alerts there is nothing to say. */
  add(of: DigestSpan & { readonly cause: DigestCause }): void;
  /** What happened while the team was not read may be known, or no longer matter. */
  gapChanged(): void;
  /** The log or the way names are shown has changed. */
  refresh(): void;
  /** The user has read it. */
  dismiss(): void;
  /** The connection is another one. */
  forget(): void;
}

interface DigestSpan {
  readonly from: number;
  readonly to: number;
}

/** A wake and the poll that follows it belong together. */
const SLACK_MS = 60_000;

/** Creates the card; a later time replaces an earlier one, and those that touch become one. */
export function createDigestCard({
  gaps,
  clockOffsetMs,
  alertsBetween,
  onChange,
}: {
  readonly gaps: Pick<GapReporter, 'get' | 'dismiss' | 'forget'>;
  /** How far the server's clock, which gaps are told by, is ahead. */
  readonly clockOffsetMs: () => number;
  /** What rules decided from one instant until just before another: what is decided at the end is told as ever. */
  readonly alertsBetween: (from: number, to: number) => Pick<Digest, 'alerts' | 'alertCount'>;
  readonly onChange: (digest: Digest | null) => void;
}): DigestCard {
  let held: (DigestSpan & { readonly causes: readonly DigestCause[] }) | null = null;
  /** The gap that is reported, by this computer's clock. */
  let gapSpan: DigestSpan | null = null;
  let present: Digest | null = null;

  function refresh(): void {
    const next = digest();
    if (JSON.stringify(next) === JSON.stringify(present)) return;
    present = next;
    onChange(present);
  }

  function digest(): Digest | null {
    const spans = [held, gapSpan].filter((span) => span !== null);
    if (spans.length === 0) return null;
    const from = Math.min(...spans.map((span) => span.from));
    const to = Math.max(...spans.map((span) => span.to));
    const gap = gaps.get();
    const alerts = alertsBetween(from, to);
    if (gap === null && alerts.alertCount === 0) return null;
    const causes: readonly DigestCause[] = [
      ...(held?.causes ?? []),
      ...(gapSpan === null ? [] : ['not-read' as const]),
    ];
    return { from, to, causes, ...alerts, gap };
  }

  return {
    get: () => present,
    add({ cause, ...span }) {
      const earlier = held !== null && isTouching(held, span) ? held : null;
      const causes = earlier?.causes.filter((each) => each !== cause) ?? [];
      held = { from: Math.min(span.from, earlier?.from ?? span.from), to: span.to, causes: [...causes, cause] };
      if (gapSpan === null || isTouching(gapSpan, span)) return refresh();
      gapSpan = null;
      gaps.dismiss();
      refresh();
    },
    gapChanged() {
      const gap = gaps.get();
      const offsetMs = clockOffsetMs();
      gapSpan = gap === null ? null : { from: gap.from - offsetMs, to: gap.to - offsetMs };
      if (held !== null && gapSpan !== null && !isTouching(held, gapSpan)) held = null;
      refresh();
    },
    refresh,
    dismiss() {
      held = null;
      gaps.dismiss();
      refresh();
    },
    forget() {
      held = null;
      gaps.forget();
      refresh();
    },
  };
}

function isTouching(a: DigestSpan, b: DigestSpan): boolean {
  return a.from <= b.to + SLACK_MS && b.from <= a.to + SLACK_MS;
}
