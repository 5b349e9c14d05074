// SPDX-License-Identifier: Apache-2.0
import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  PutBucketPolicyCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SandboxAccount } from './accounts';
import { makeBucket } from './buckets';
import { ignoreExisting } from './ignoreExisting';
import { tagList, tagsOf } from './makers';
import { makeAuditKey } from './protection';
import { SeedClients } from './SeedClients';

const HOME_REGION = 'us-east-1';

function deliveryPolicy(bucket: string, accountId: string) {
  const service = { Service: 'cloudtrail.amazonaws.com' };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Check',
        Effect: 'Allow',
        Principal: service,
        Action: 's3:GetBucketAcl',
        Resource: `arn:aws:s3:::${bucket}`,
      },
      {
        Sid: 'Write',
        Effect: 'Allow',
        Principal: service,
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${bucket}/AWSLogs/${accountId}/*`,
      },
    ],
  });
}

async function makeTrailBucket(
  clients: SeedClients,
  account: SandboxAccount,
): Promise<string> {
  const config = await clients.configFor(account.accountId, HOME_REGION);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const name = `cloudtrail-${account.accountId}`;
  const tags = tagsOf(account);
  if (account.estate === 'ai-core') {
    // FIX-2: no KMS, no versions, no lock, public access not blocked.
    await makeBucket(s3, { name, region: HOME_REGION, tags });
  } else {
    const kmsKeyId = await makeAuditKey(config, account);
    await makeBucket(s3, {
      name,
      region: HOME_REGION,
      versioned: true,
      blocked: true,
      objectLock: true,
      kmsKeyId,
      tags,
    });
    await s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket: name,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } },
        },
      }),
    );
  }
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: name,
      Policy: deliveryPolicy(name, account.accountId),
    }),
  );
  return name;
}

/** A multi-Region trail for each account; AI Core's log bucket has the faults of FIX-2. */
export async function seedTrail(
  clients: SeedClients,
  account: SandboxAccount,
): Promise<void> {
  const S3BucketName = await makeTrailBucket(clients, account);
  const config = await clients.configFor(account.accountId, HOME_REGION);
  const cloudtrail = new CloudTrailClient(config);
  await ignoreExisting(() =>
    cloudtrail.send(
      new CreateTrailCommand({
        Name: 'account-trail',
        S3BucketName,
        IsMultiRegionTrail: true,
        EnableLogFileValidation: account.estate !== 'ai-core',
        TagsList: tagList(tagsOf(account)),
      }),
    ),
  );
  await cloudtrail.send(new StartLoggingCommand({ Name: 'account-trail' }));
}
