/** The texts around the timeline of the history: zoom, a moment of the day, the team's band, and the order of rows. */
export const timelineTexts = {
  controls: 'How the timeline is shown',
  zoom: {
    label: 'Shown time',
    zoomIn: 'Zoom in (+)',
    zoomOut: 'Zoom out (-)',
    wholeDay: 'Whole day',
    range: (from: string, to: string) => `${from} to ${to}`,
    back: (range: string) => `${range}, back to the recorded hours (Esc)`,
  },
};
