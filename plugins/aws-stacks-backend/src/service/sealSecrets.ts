// SPDX-License-Identifier: Apache-2.0
import { seal } from '@groundwork/backstage-plugin-aws-stacks-runner';

/** The values of a run's sensitive variables as they are stored; `undefined` when there are none. */
export function sealSecrets(
  runId: string,
  secretVariables: Readonly<Record<string, string>>,
  key: Buffer,
): string | undefined {
  if (Object.keys(secretVariables).length === 0) return undefined;
  const plain = Buffer.from(JSON.stringify(secretVariables));
  return seal(plain, key, `secrets:${runId}`).toString('base64');
}
