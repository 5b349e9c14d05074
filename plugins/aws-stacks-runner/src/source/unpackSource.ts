// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MAX_BUNDLE_BYTES } from '@groundwork/backstage-plugin-groundwork-common';
import { type JobContext, JobError } from '../job/context';
import { encryptionKey } from '../job/secrets';
import { open, sha256 } from '../seal';
import { readBundle } from './readBundle';

/** `seal` adds its header to the bundle. */
const SEAL_BYTES = 64;

/** Opens the bundle, proves that it is the one that was asked for, and writes its files under `work/source`. */
export async function unpackSource(context: JobContext): Promise<void> {
  const { job, secrets, source } = context;
  mkdirSync(source, { mode: 0o700 });
  if (job.kind === 'unlock') return;
  if (statSync(job.source.path).size > MAX_BUNDLE_BYTES + SEAL_BYTES) {
    throw new JobError(
      `The bundle is larger than ${MAX_BUNDLE_BYTES} bytes; make it smaller`,
    );
  }
  const bytes = open(
    readFileSync(job.source.path),
    encryptionKey(secrets),
    `bundle:${job.source.digest}`,
  );
  if (sha256(bytes) !== job.source.digest) {
    throw new JobError(
      `The bundle's bytes have the digest ${sha256(bytes)}, but the run is of ${
        job.source.digest
      }`,
      'Submit the source again',
    );
  }
  const files = await readBundle(bytes);
  for (const file of files) {
    const target = join(source, file.path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    writeFileSync(target, file.content, { mode: 0o600, flag: 'wx' });
  }
}
