import { fail, ok, type Result } from './result.ts';
import { demoTexts } from './texts/demo.ts';

/** What the demo can be made to do within a minute, so that an alert can be seen. */
const DEMO_SCENES = ['storm', 'flap', 'below', 'long-away', 'nobody'] as const;
export type DemoSceneName = (typeof DEMO_SCENES)[number];

/** A scene of a running demo: with the same start it is the same in every process. */
export interface DemoScene {
  readonly name: DemoSceneName;
  /** Epoch milliseconds. */
  readonly startsAt: number;
}

/** The scene that a command line asks for, or null; a sentence where there is no such one, or no demo to play it. */
export function readScene(text: string | undefined, opensDemo: boolean): Result<DemoSceneName | null> {
  if (text === undefined) return ok(null);
  const scene = DEMO_SCENES.find((name) => name === text);
  if (scene === undefined) return fail('invalid-input', { message: demoTexts.unknownScene(DEMO_SCENES.join(', ')) });
  return opensDemo ? ok(scene) : fail('invalid-input', { message: demoTexts.sceneOfDemo });
}
