// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, isError } from '@backstage/errors';

const KEY_BYTES = 32;

/** The key that bundles, plans and secrets are sealed with: from the configuration, else a file that only we can read. */
export async function loadKey(options: {
  dataDirectory: string;
  encryptionKey?: string;
}): Promise<Buffer> {
  if (options.encryptionKey) {
    return Buffer.from(options.encryptionKey, 'base64');
  }
  await mkdir(options.dataDirectory, { recursive: true, mode: 0o700 });
  const path = join(options.dataDirectory, 'key');
  await createKey(path);
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new InputError(
    `${path} does not hold a key of ${KEY_BYTES} bytes in base64; restore it from a backup, or remove it together with the bundles and runs beside it`,
  );
}

/** Two replicas that share the folder may both try: a link is made once, and of a file that is complete. */
async function createKey(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(KEY_BYTES).toString('base64'), {
    mode: 0o600,
    flag: 'wx',
  });
  try {
    await link(draft, path);
  } catch (error) {
    if (!isError(error) || error.code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
