import { hexId, shortUuidId } from './ids.ts';
import { createRandom } from './random.ts';
import type { DemoGroup } from './types.ts';

const QUEUE_NAMES = [
  'Billing',
  'Sales',
  'Support',
  'Returns',
  'Technical Help',
  'Deliveries',
  'Complaints',
  'VIP Desk',
];
const SKILL_NAMES = ['Voice', 'Chat', 'E-mail', 'Spanish', 'Arabic', 'Refunds', 'Installation', 'Escalations'];

/** The demo's queues; ids `qu-...` as in the availability document. */
export function queuesOf(seed: number): readonly DemoGroup[] {
  return QUEUE_NAMES.map((name, index) => ({ id: shortUuidId('qu', createRandom(seed, 101, index)), name }));
}

/** The demo's skills; ids of 24 hexadecimal digits as in the availability document. */
export function skillsOf(seed: number): readonly DemoGroup[] {
  return SKILL_NAMES.map((name, index) => ({ id: `65${hexId(createRandom(seed, 102, index), 22)}`, name }));
}
