import type { StatusRecord } from '../../../electron/kore/types.ts';
import { wallRecord } from './fake-details.ts';

/** The status records of the document's own sample response (Agent Status Details), in its order and spelling. */
export const KORE_SAMPLE: readonly StatusRecord[] = [
  wallRecord('AVAILABLE', 'AVAILABLE', '2023-03-09T13:20:38', '2023-03-10T21:37:42'),
  wallRecord('AVAILABLE', 'AVAILABLE', '2023-03-10T21:37:42', '2023-03-10T21:38:52'),
  wallRecord('BUSY', 'BUSY', '2023-03-10T21:38:52', '2023-03-10T21:39:48'),
  wallRecord('AVAILABLE', 'AVAILABLE', '2023-03-10T21:40:17', '2023-03-10T21:40:28'),
  wallRecord('AVAILABLE', 'AVAILABLE', '2023-03-10T21:42:49', '2023-03-10T21:44:05'),
  wallRecord('AVAILABLE', 'AVAILABLE', '2023-03-10T21:44:48', '2023-03-10T21:45:09'),
  wallRecord('AVAILABLE', 'AVAILABLE', '2023-03-10T21:46:42', '2023-03-10T21:51:02'),
  wallRecord('BUSY', 'NBK', '2023-03-10T21:51:02', '-'),
];
