// SPDX-License-Identifier: Apache-2.0
import {
  type AliasListEntry,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KeyMetadata,
  paginateListAliases,
  paginateListResourceTags,
} from '@aws-sdk/client-kms';
import { NotFoundError } from '@backstage/errors';
import { ownTags } from '../ownTags';
import type { Located, PropertyReader, ResourceReader } from '../types';
import { parseJson, text } from '../values';

async function metadata(
  { clients }: Located,
  KeyId: string,
): Promise<KeyMetadata> {
  const { KeyMetadata: key } = await clients.kms.send(
    new DescribeKeyCommand({ KeyId }),
  );
  if (!key) throw new NotFoundError(`KMS describes no key ${KeyId}`);
  return key;
}

const ofKey =
  (name: 'Description' | 'Enabled' | 'KeySpec' | 'KeyUsage' | 'Origin') =>
  async (context: Located): Promise<unknown> =>
    (await metadata(context, context.physicalId))[name];

const rotation =
  (name: 'KeyRotationEnabled' | 'RotationPeriodInDays') =>
  async ({ clients, physicalId: KeyId }: Located): Promise<unknown> =>
    (await clients.kms.send(new GetKeyRotationStatusCommand({ KeyId })))[name];

const keyPolicy: PropertyReader = async ({ clients, physicalId: KeyId }) => {
  const { Policy } = await clients.kms.send(
    new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }),
  );
  return Policy === undefined ? undefined : parseJson(Policy);
};

const keyTags: PropertyReader = async context => {
  const { clients, physicalId: KeyId } = context;
  const tags: { Key?: string; Value?: string }[] = [];
  const pages = paginateListResourceTags({ client: clients.kms }, { KeyId });
  for await (const { Tags = [] } of pages) {
    tags.push(
      ...Tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue })),
    );
  }
  return ownTags(tags, context);
};

export const kmsKey: ResourceReader = {
  async attributes(located) {
    const key = await metadata(located, located.physicalId);
    if (key.KeyState?.startsWith('Pending')) {
      throw new NotFoundError(`The key ${key.KeyId} is ${key.KeyState}`);
    }
    return { Arn: key.Arn ?? '', KeyId: key.KeyId ?? '' };
  },
  properties: {
    Description: ofKey('Description'),
    Enabled: ofKey('Enabled'),
    EnableKeyRotation: rotation('KeyRotationEnabled'),
    KeyPolicy: keyPolicy,
    KeySpec: ofKey('KeySpec'),
    KeyUsage: ofKey('KeyUsage'),
    MultiRegion: async context =>
      (await metadata(context, context.physicalId)).MultiRegion ?? false,
    Origin: ofKey('Origin'),
    RotationPeriodInDays: rotation('RotationPeriodInDays'),
    Tags: keyTags,
  },
  // How CloudFormation is to call KMS one day; a key that nobody deletes has no such setting.
  writeOnly: ['BypassPolicyLockoutSafetyCheck', 'PendingWindowInDays'],
};

async function findAlias({
  clients,
  physicalId,
}: Located): Promise<AliasListEntry> {
  const pages = paginateListAliases({ client: clients.kms }, {});
  for await (const { Aliases = [] } of pages) {
    const alias = Aliases.find(({ AliasName }) => AliasName === physicalId);
    if (alias) return alias;
  }
  throw new NotFoundError(`KMS lists no alias ${physicalId}`);
}

export const kmsAlias: ResourceReader = {
  async attributes(located) {
    return { AliasArn: (await findAlias(located)).AliasArn ?? '' };
  },
  properties: {
    AliasName: async context => (await findAlias(context)).AliasName,
    TargetKeyId: async context => {
      const { TargetKeyId = '' } = await findAlias(context);
      const key = await metadata(context, TargetKeyId);
      const byArn = text(context.stated.TargetKeyId).startsWith('arn:');
      return byArn ? key.Arn : key.KeyId;
    },
  },
};
