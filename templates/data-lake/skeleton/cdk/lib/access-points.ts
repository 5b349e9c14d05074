// SPDX-License-Identifier: Apache-2.0
import { CfnAccessPoint } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  AnyPrincipal,
  Effect,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** An access point through which one zone of the bucket is reached, and nothing else of it. */
export class ZoneAccessPoint extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    options: { bucket: IBucket; name: string; zone: string },
  ) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    const { name, zone, bucket } = options;
    const arn = `arn:${partition}:s3:${region}:${account}:accesspoint/${name}`;
    const accessPoint = new CfnAccessPoint(this, 'Resource', {
      name,
      bucket: bucket.bucketName,
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      policy: onlyZone(arn, zone),
    });
    this.arn = accessPoint.attrArn;
  }
}

/** Whatever IAM allows, nothing outside the zone is reached through its access point. */
function onlyZone(arn: string, zone: string): PolicyDocument {
  return new PolicyDocument({
    minimize: false,
    statements: [
      new PolicyStatement({
        sid: 'OnlyObjectsOfTheZone',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:DeleteObject*', 's3:GetObject*', 's3:PutObject*'],
        notResources: [`${arn}/object/${zone}/*`],
      }),
      new PolicyStatement({
        sid: 'OnlyListsOfTheZone',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:ListBucket', 's3:ListBucketVersions'],
        resources: [arn],
        conditions: { StringNotLike: { 's3:prefix': `${zone}/*` } },
      }),
    ],
  });
}
