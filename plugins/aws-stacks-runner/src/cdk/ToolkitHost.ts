// SPDX-License-Identifier: Apache-2.0
import { stripVTControlCharacters } from 'node:util';
import type { IIoHost, IoMessage, IoRequest } from '@aws-cdk/toolkit-lib';
import { type JobContext, JobError } from '../job/context';

const LEVELS = {
  error: 'error',
  warn: 'warning',
  info: 'info',
  debug: 'debug',
  trace: 'debug',
  result: 'info',
} as const;

/** Hands on what the toolkit says, and lets none of its questions pass. */
export class ToolkitHost implements IIoHost {
  readonly #context: JobContext;

  static create(context: JobContext): ToolkitHost {
    return new ToolkitHost(context);
  }

  private constructor(context: JobContext) {
    this.#context = context;
  }

  async notify({ level, message }: IoMessage<unknown>): Promise<void> {
    if (level === 'trace' || level === 'debug' || level === 'result') return;
    const text = stripVTControlCharacters(message).trim();
    if (text !== '') this.#context.events.log(LEVELS[level], text);
  }

  async requestResponse<T>(request: IoRequest<unknown, T>): Promise<T> {
    throw new JobError(
      `The toolkit asked "${stripVTControlCharacters(request.message)}" (${
        request.code
      }), which a plan does not allow`,
      'Settle the stack by hand, then plan again',
    );
  }
}
