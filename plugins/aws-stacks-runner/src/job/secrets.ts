// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { type RunnerSecrets, runnerSecretsSchema } from '../protocol';

const KEY_BYTES = 32;

/** Reads the secrets from standard input, to its end. */
export async function readSecrets(
  input: AsyncIterable<Buffer | string>,
): Promise<RunnerSecrets> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  const parsed = runnerSecretsSchema.safeParse(parseJson(chunks));
  if (!parsed.success) {
    throw new InputError(
      'Standard input does not hold the secrets of a job; start the runner with launchRunner',
    );
  }
  if (encryptionKey(parsed.data).length !== KEY_BYTES) {
    throw new InputError(
      `The encryption key is not ${KEY_BYTES} bytes in base64; correct the key of the backend`,
    );
  }
  return parsed.data;
}

/** Whatever is wrong with it, the text itself must not be quoted. */
function parseJson(chunks: Buffer[]): unknown {
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

export function encryptionKey(secrets: RunnerSecrets): Buffer {
  return Buffer.from(secrets.encryptionKey, 'base64');
}
