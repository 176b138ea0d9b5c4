import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { namesAgents, parseTemplate, renderTemplate } from '../../../../electron/terminal/output/template.ts';
import { DEFAULT_LIMITS } from '../../../../electron/shared/model.ts';
import type { StatusReport } from '../../../../electron/terminal/output/status-report.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const TEMPLATE = fileURLToPath(new URL('../../../../electron/terminal/output/template.ts', import.meta.url));
const TAKEN_AT = Date.UTC(2026, 2, 2, 9);
const LONG = { at: TAKEN_AT - 46 * 60_000, precision: 'exact', toleranceMs: 0 } as const;
const REPORT: StatusReport = {
  profile: { id: 'c-1', name: 'Bil\nling', host: 'https://kore.example' },
  isDemo: false,
  view: null,
  health: { state: 'live', since: TAKEN_AT, nextAt: null, message: '' },
  team: {
    takenAt: TAKEN_AT,
    counts: { AVAILABLE: 1, BUSY: 2, AWAY: 3, OFFLINE: 4, OTHER: 5, total: 15 },
    ignored: 0,
    attention: 2,
    details: null,
    rules: { limits: DEFAULT_LIMITS, offHours: null },
    agents: [
      fakeAgent({ userId: 'u-1', name: 'Zoë', status: 'BUSY', secondaryStatus: 'Lunch', since: LONG }),
      fakeAgent({ userId: 'u-2', name: 'A\tb\u001b[2J' }),
    ],
  },
};
const FAILED: StatusReport = { ...REPORT, profile: null, health: { ...REPORT.health, state: 'offline' }, team: null };

function render(text: string, report = REPORT): string {
  const template = parseTemplate(text);
  if (!template.ok) throw new Error(template.error.message);
  return renderTemplate(template.value, report, TAKEN_AT + 1_000);
}

describe('a template', () => {
  it.each([
    ['{available} {busy} {away} {offline} {other} {total}', '1 2 3 4 5 15'],
    ['{connection}: {state}', 'Billing: live'],
    ['', ''],
    ['no name', 'no name'],
    ['{{available}} {{{available}}}', '{available} {1}'],
    ['{{"text":"{available}","class":"{state}"}}', '{"text":"1","class":"live"}'],
    ['{available}\\n{busy}\\t{away}', '1\n2\t3'],
    ['a\\\\n C:\\dir', 'a\\n C:\\dir'],
    ['{available}{busy}', '12'],
    ['{attention} need attention', '2 need attention'],
    ['{agents}', 'Zoë: BUSY (Lunch), limit 45 min\nAb[2J: AVAILABLE'],
  ])('%j gives %j', (text, shown) => {
    expect(render(text)).toBe(shown);
  });

  it('shows what is not known as ?, never as a zero', () => {
    expect(render('{available}/{total} {connection} {state} {asOf} {attention} {agents}', FAILED)).toBe(
      '?/? ? offline ? ? ?',
    );
  });

  it('marks demo data', () => {
    expect(render('{connection}', { ...REPORT, isDemo: true })).toBe('Billing (demo data)');
  });

  it.each([
    ['{nope}', /does not know \{nope\}\. It knows \{available\} \{busy\}/],
    [
      '{agents:Json}',
      /knows no filter "Json" in \{agents:Json\}\. It knows \{agents:json\} \{agents:pango\} \{agents:swiftbar\}\./,
    ],
    ['{total:}', /knows no filter "" in \{total:\}/],
    ['{view:json:no}', /knows no filter "no"/],
    ['{view: json}', /knows no filter " json"/],
    ['{view:constructor}', /knows no filter/],
    ['{nope:json}', /does not know \{nope:json\}\. It knows \{available\}/],
    ['{Available}', /does not know \{Available\}/],
    ['{constructor}', /does not know \{constructor\}/],
    ['{}', /does not know \{\}/],
    ['{x\u001b[2J}', /does not know \{x\[2J\}/],
    ['{available', /Write a single \{ /],
    ['available}', /Write a single \} /],
    ['{{available}', /Write a single \} /],
  ])('%j is refused', (text, message) => {
    const parsed = parseTemplate(text);
    expect(parsed.ok ? '' : parsed.error.message).toMatch(message);
  });

  it('says whether it names agents', () => {
    const names = (text: string): boolean => {
      const template = parseTemplate(text);
      return template.ok && namesAgents(template.value);
    };
    expect([names('{agents}'), names('{agents:json}'), names('{{agents}}'), names('{total:json}')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the time of a team', () => {
  it("is the reader's, with its day where that is another one", () => {
    const script = `
      const { parseTemplate, renderTemplate } = await import(${JSON.stringify(TEMPLATE)});
      const { value } = parseTemplate('{asOf}');
      const takenAt = Date.UTC(2026, 10, 19, 23, 5, 9, 500);
      const shown = (later) => renderTemplate(value, { team: { takenAt } }, takenAt + later);
      console.log(JSON.stringify(['UTC', 'Asia/Kolkata', 'America/New_York'].map((zone) => {
        process.env.TZ = zone;
        return [shown(0), shown(3_600_000)].join();
      })));
    `;
    // In a process of its own, since a worker has no TZ.
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual(['23:05:09,19 Nov, 23:05:09', '04:35:09,04:35:09', '18:05:09,18:05:09']);
  });
});

describe('a filter', () => {
  const odd = 'R&D "East" <b>|\\ it\'s';
  const named = (name: string): StatusReport => ({ ...REPORT, profile: { ...REPORT.profile!, name } });

  it.each(['{{"text":"{connection:json}","tooltip":"{agents:json}"}}', '{{"text":"{view:json}\\\\n{asOf:json}"}}'])(
    'json makes JSON of %s, whatever the names are',
    (text) => {
      const agents = [fakeAgent({ userId: 'u-1', name: odd }), fakeAgent({ userId: 'u-1', name: 'Zoë \ud83d' })];
      const report = { ...named(odd), view: odd, team: { ...REPORT.team!, agents } };
      expect(Object.values(JSON.parse(render(text, report)) as object).join()).toContain(odd);
      expect(render(text, report)).not.toContain('\n');
    },
  );

  it('json leaves what is not known as it is', () => {
    expect(render('{{"text":"{total:json}"}}', FAILED)).toBe('{"text":"?"}');
  });

  it('pango writes what its markup would read as a tag or an entity, for Waybar inside of JSON', () => {
    expect(render('{connection:pango}', named(odd))).toBe('R&amp;D &quot;East&quot; &lt;b&gt;|\\ it&#39;s');
    const text = render('{{"text":"{connection:pango:json}"}}', named(odd));
    expect(JSON.parse(text)).toEqual({ text: 'R&amp;D &quot;East&quot; &lt;b&gt;|\\ it&#39;s' });
  });

  it('swiftbar leaves no bar, and no dash that begins a line', () => {
    const agents = [
      fakeAgent({ userId: 'u-1', name: 'A | B | color=red' }),
      fakeAgent({ userId: 'u-1', name: '---' }),
      fakeAgent({ userId: 'u-1', name: ' --x' }),
    ];
    const report = { ...named('a|b'), team: { ...REPORT.team!, agents } };
    expect(render('{connection:swiftbar}', report)).toBe('a│b');
    expect(render('{agents:swiftbar}', report).split('\n')).toEqual([
      'A │ B │ color=red: AVAILABLE',
      '‐--: AVAILABLE',
      '‐-x: AVAILABLE',
    ]);
  });
});

describe('the recipes for status bars', () => {
  const readme = readFileSync(new URL('../../../../electron/terminal/README.md', import.meta.url), 'utf8');
  const agents = [fakeAgent({ userId: 'u-1', name: 'A "B" & <C> | \\D' })];
  const report = {
    ...REPORT,
    profile: { ...REPORT.profile!, name: 'R&D "East" | <b>' },
    team: { ...REPORT.team!, agents },
  };

  it('give Waybar JSON with markup, whatever the names are', () => {
    const config = /- Waybar: `"custom\/rollcall": (.*)`;\n/.exec(readme)?.[1] ?? '';
    const { exec } = JSON.parse(config) as { exec: string };
    const template = /--format '(.*)'/.exec(exec)?.[1] ?? '';
    expect(JSON.parse(render(template, report))).toEqual({
      text: '1/15',
      class: 'live',
      tooltip: `R&amp;D &quot;East&quot; | &lt;b&gt;, ${render('{asOf}')}`,
    });
  });

  it('give SwiftBar lines without a bar that is none', () => {
    const template = /`rollcall status --format '({available}\/{total}\\n---.*)' \|\| true`;\n/.exec(readme)?.[1] ?? '';
    expect(render(template, report).split('\n').slice(0, 4)).toEqual(['1/15', '---', 'R&D "East" │ <b>', '2 busy']);
  });
});
