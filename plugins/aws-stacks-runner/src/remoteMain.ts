// SPDX-License-Identifier: Apache-2.0

/**
 * The program: `groundwork-remote-runner`. What to do is in S3, where `GROUNDWORK_JOB_S3_URI` says.
 *
 * @packageDocumentation
 */
import { isError } from '@backstage/errors';
import { runRemoteJob } from './remote/runRemoteJob';

const say = (text: string) => process.stdout.write(`${text}\n`);

runRemoteJob(process.env, say).then(
  hasResult => {
    say(
      hasResult
        ? 'The result is in S3; the page of the run shows it'
        : 'The runner ended without a result',
    );
    process.exit(hasResult ? 0 : 1);
  },
  error => {
    say(
      `The job was not begun: ${
        isError(error) ? error.message : String(error)
      }`,
    );
    process.exit(1);
  },
);
