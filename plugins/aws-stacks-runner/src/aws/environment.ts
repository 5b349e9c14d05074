// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunnerJob } from '../protocol';
import { type AwsCredentials, sdkRegion } from './credentials';

const PASSED_ON = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'AWS_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
];

/** In the job's work folder, which is removed when the job ends. */
const CREDENTIALS_FILE = 'aws-credentials';

const FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin'];

function passedOn(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What every child gets: an allow-list, never the runner's own environment. */
export function baseEnvironment(work: string, binary: string) {
  const home = join(work, 'home');
  const temporary = join(work, 'tmp');
  for (const folder of [home, temporary]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  return {
    PATH: [...new Set([dirname(binary), ...FOLDERS])].join(':'),
    HOME: home,
    TMPDIR: temporary,
    LANG: 'C.UTF-8',
    ...passedOn(PASSED_ON),
  };
}

/** Credentials as the SDKs read them from a file: what a process shows of itself holds none. */
function writeCredentials(
  work: string,
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
): string {
  const file = join(work, CREDENTIALS_FILE);
  const lines = [
    '[default]',
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    ...(sessionToken ? [`aws_session_token = ${sessionToken}`] : []),
    '',
  ];
  writeFileSync(file, lines.join('\n'), { mode: 0o600 });
  return file;
}

/** Credentials and Region for a child that talks to AWS. */
export function awsEnvironment(
  job: RunnerJob,
  { work, credentials }: { work: string; credentials: AwsCredentials },
) {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  return {
    AWS_REGION: sdkRegion(job.context.region),
    AWS_SHARED_CREDENTIALS_FILE: writeCredentials(work, credentials),
    AWS_EC2_METADATA_DISABLED: 'true',
    // Against an emulator each retry only delays the answer.
    ...(endpoint ? { AWS_ENDPOINT_URL: endpoint, AWS_MAX_ATTEMPTS: '2' } : {}),
  };
}
