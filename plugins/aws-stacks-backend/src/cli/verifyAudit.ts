// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  type AuditVerification,
  auditVerifyQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { AuditVerifier } from '../service/AuditVerifier';
import { AuditChainStore, type ChainHead } from '../store/AuditChainStore';
import { withBackendDatabase } from './backendDatabase';

/** Says whether the audit is as it was written, and what is not; answers 1 when something is not. */
export async function verifyAudit(options: {
  configFiles: readonly string[];
  /** `<position>:<hash>` */
  expect?: string;
  print: (line: string) => void;
}): Promise<0 | 1> {
  const expected = readExpected(options.expect);
  const verification = await withBackendDatabase(
    options.configFiles,
    ({ db }) => AuditVerifier.create(new AuditChainStore(db)).verify(expected),
  );
  describe(verification).forEach(options.print);
  return verification.intact ? 0 : 1;
}

function readExpected(text: string | undefined): ChainHead | undefined {
  if (text === undefined) return undefined;
  const [position, hash] = text.split(':');
  const read = auditVerifyQuerySchema.safeParse({ position, hash }).data;
  if (read?.position === undefined || read.hash === undefined) {
    throw new InputError(
      `--expect is "${text}"; it must be <position>:<hash> as an earlier verify has printed it`,
    );
  }
  return { position: read.position, hash: read.hash };
}

function describe(verification: AuditVerification): string[] {
  const { checkedEntries, checkpoint, head, problems } = verification;
  const removed = checkpoint
    ? [
        `Entries 1 to ${checkpoint.throughPosition} were removed when their time was over (before ${checkpoint.before})`,
      ]
    : [];
  const found = problems.map(({ kind, message }) => `${kind}: ${message}`);
  const more = verification.hasMoreProblems ? ['… and more'] : [];
  const verdict = verification.intact
    ? `The audit is intact: ${checkedEntries} entries`
    : `The audit is NOT intact: ${checkedEntries} entries were read`;
  return [
    ...removed,
    ...found,
    ...more,
    verdict,
    `End of the chain: ${head.position}:${head.hash}`,
  ];
}
