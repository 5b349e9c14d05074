// SPDX-License-Identifier: Apache-2.0
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  AnyPrincipal,
  ArnPrincipal,
  PolicyDocument,
  PolicyStatement,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { Alias, Key, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { KmsInputs } from './inputs.ts';
import { LayerStack } from './layer-stack.ts';
import type { LayerContext } from './layer-stack.ts';

const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

const USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
];

/** A symmetric key that rotates, its alias, and who may use it. */
export class KmsStack extends LayerStack {
  constructor(app: App, context: LayerContext, inputs: KmsInputs) {
    super(app, context);
    const key = new Key(this, 'Key', {
      description: `${context.name} (${context.environment})`,
      keyUsage: KeyUsage.ENCRYPT_DECRYPT,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(inputs.rotationPeriodInDays),
      pendingWindow: Duration.days(inputs.deletionWindowInDays),
      multiRegion: inputs.multiRegion,
      // Deletion waits for the window, in which it can be taken back.
      removalPolicy: RemovalPolicy.DESTROY,
      policy: new PolicyDocument({
        minimize: false,
        statements: this.#keyPolicy(inputs),
      }),
    });
    const alias = new Alias(this, 'Alias', {
      aliasName: `alias/groundwork/${context.name}`,
      targetKey: key,
    });
    this.output(
      'KeyArn',
      key.keyArn,
      'ARN of the key, which other layers take',
    );
    this.output('KeyId', key.keyId, 'Id of the key');
    this.output('AliasName', alias.aliasName, 'Alias of the key, for people');
  }

  #keyPolicy({ services, administratorArns }: KmsInputs): PolicyStatement[] {
    const ownServices = this.#servicesByThemselves();
    const sorted = [...services].sort();
    const viaServices = sorted
      .filter(service => !ownServices.has(service))
      .map(service => `${service}.${this.region}.amazonaws.com`);
    return [
      // Without this statement a key whose administrators are gone can never be changed again.
      new PolicyStatement({
        sid: 'LetIamPoliciesDecide',
        principals: [new AccountRootPrincipal()],
        actions: ['kms:*'],
        resources: ['*'],
      }),
      ...administer(administratorArns),
      ...this.#useThroughServices(viaServices),
      ...sorted.flatMap(service => ownServices.get(service) ?? []),
    ];
  }

  /** These services call KMS with the rights of whoever called them. (ec2 stands for EBS volumes.) */
  #useThroughServices(viaServices: string[]): PolicyStatement[] {
    if (viaServices.length === 0) return [];
    const ofThisAccount = {
      'kms:CallerAccount': this.account,
      'kms:ViaService': viaServices,
    };
    return [
      new PolicyStatement({
        sid: 'UseThroughServices',
        principals: [new AnyPrincipal()],
        actions: USE,
        resources: ['*'],
        conditions: { StringEquals: ofThisAccount },
      }),
      // A service that keeps data on behalf of a caller, such as EBS, does so by a grant.
      new PolicyStatement({
        sid: 'GrantToServices',
        principals: [new AnyPrincipal()],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: {
          StringEquals: ofThisAccount,
          Bool: { 'kms:GrantIsForAWSResource': 'true' },
        },
      }),
    ];
  }

  /** These services call KMS in their own name; the condition keeps other accounts' resources out. */
  #servicesByThemselves(): Map<string, PolicyStatement> {
    const { partition, region, account } = this;
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': account } };
    return new Map([
      useBy('cloudtrail', 'cloudtrail.amazonaws.com', {
        ArnLike: {
          'aws:SourceArn': `arn:${partition}:cloudtrail:*:${account}:trail/*`,
        },
      }),
      useBy('cloudwatch', 'cloudwatch.amazonaws.com', ofThisAccount),
      useBy('config', 'config.amazonaws.com', ofThisAccount),
      useBy('events', 'events.amazonaws.com', ofThisAccount),
      useBy('logs', `logs.${region}.amazonaws.com`, {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:*`,
        },
      }),
    ]);
  }
}

function administer(arns: readonly string[]): PolicyStatement[] {
  if (arns.length === 0) return [];
  return [
    new PolicyStatement({
      sid: 'Administer',
      principals: [...arns].sort().map(arn => new ArnPrincipal(arn)),
      actions: ADMINISTRATION,
      resources: ['*'],
    }),
  ];
}

function useBy(
  service: string,
  principal: string,
  conditions: Conditions,
): [string, PolicyStatement] {
  const statement = new PolicyStatement({
    sid: `UseBy${service[0]?.toUpperCase()}${service.slice(1)}`,
    principals: [new ServicePrincipal(principal)],
    actions: USE,
    resources: ['*'],
    conditions,
  });
  return [service, statement];
}
