import { describe, expect, it } from 'vitest';
import { oldNodeSentence } from '../../../electron/terminal/node-version.ts';

describe('oldNodeSentence', () => {
  it.each(['24.0.0', '24.21.0', '26.1.0', '100.0.0'])('says nothing on Node %s', (version) => {
    expect(oldNodeSentence(version)).toBeNull();
  });

  it.each(['20.20.2', '22.15.0', '9.0.0'])('says on Node %s which one is needed and how to get it', (version) => {
    expect(oldNodeSentence(version)).toBe(
      `Rollcall needs Node.js 24 or newer, and this is ${version}. ` +
        'In its folder, "npm run -s rollcall -- status" brings the right one.',
    );
  });
});
