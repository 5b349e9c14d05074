// SPDX-License-Identifier: Apache-2.0

/**
 * The program: `groundwork-runner <job folder>`.
 *
 * @packageDocumentation
 */
import { runJob } from './job/runJob';

const [, , folder] = process.argv;

if (!folder) {
  process.stderr.write('Usage: groundwork-runner <job folder>\n');
  process.exit(2);
}

// Standard error is nobody's: a job that could not be begun is known by its missing result.
runJob(folder).then(
  () => process.exit(0),
  () => process.exit(1),
);
