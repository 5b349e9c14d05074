// SPDX-License-Identifier: Apache-2.0
import { stripVTControlCharacters } from 'node:util';
import type { IIoHost, IoMessage, IoRequest } from '@aws-cdk/toolkit-lib';
import { z } from 'zod';
import { type JobContext, JobError } from '../job/context';

/** "Do you wish to deploy": asked after the change set was made, also when it is not to be executed. */
const DEPLOY_QUESTION = 'CDK_TOOLKIT_I5060';

const questionSchema = z.object({ permissionChangeType: z.string() });

const LEVELS = {
  error: 'error',
  warn: 'warning',
  info: 'info',
  debug: 'debug',
  trace: 'debug',
  result: 'info',
} as const;

/** Answers the toolkit: no to every question but the one that leaves a change set standing. */
export class PlanIoHost implements IIoHost {
  readonly #context: JobContext;
  /** `none`, `broadening` or `non-broadening`, in the toolkit's words. */
  permissionChange = 'none';
  permissionTable = '';

  static create(context: JobContext): PlanIoHost {
    return new PlanIoHost(context);
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
    if (request.code !== DEPLOY_QUESTION) {
      throw new JobError(
        `The toolkit asked "${stripVTControlCharacters(request.message)}" (${
          request.code
        }), which a plan does not allow`,
        'Settle the stack by hand, then plan again',
      );
    }
    const asked = questionSchema.safeParse(request.data);
    if (asked.success) {
      this.permissionChange = asked.data.permissionChangeType;
      this.permissionTable = stripVTControlCharacters(request.message).trim();
    }
    return request.defaultResponse;
  }
}
