// SPDX-License-Identifier: Apache-2.0
import { CustomErrorBase } from '@backstage/errors';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';

/** Why a run did not get where it should, what to do, and where to look. */
export class RunFailedError extends CustomErrorBase {
  name = 'RunFailedError' as const;

  constructor(run: Run, url: string) {
    const sentences = [
      `Run ${run.id} is ${run.state}${run.reason ? `: ${run.reason}` : ''}`,
      ...(run.hint ? [run.hint] : []),
    ].map(sentence => sentence.replace(/[.\s]*$/, '.'));
    super(`${sentences.join(' ')} See ${url}`);
  }
}
