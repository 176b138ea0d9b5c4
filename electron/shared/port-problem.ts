import { appError } from './messages.ts';
import type { AppError } from './result.ts';

/** Why a program cannot listen at a port of this computer, by the system's code for it. */
export function portProblem(port: number, code: string | undefined): AppError {
  const why =
    code === 'EADDRINUSE'
      ? `Port ${port} is already in use. Choose another one, or end the program that uses it.`
      : `Port ${port} cannot be used on this computer (${code ?? 'unknown reason'}). Choose another one.`;
  return appError('invalid-input', { field: 'port', message: why });
}
