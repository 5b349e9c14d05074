// SPDX-License-Identifier: Apache-2.0
import {
  GetGroupPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  type Role,
} from '@aws-sdk/client-iam';
import { NotFoundError } from '@backstage/errors';
import { ownTags } from '../ownTags';
import type {
  Located,
  PropertyReader,
  ReadContext,
  ResourceReader,
} from '../types';
import { orNothing, parseJson, text, texts } from '../values';

type Holders = 'Roles' | 'Users' | 'Groups';

/** IAM answers documents URL-encoded. */
const decoded = (document: string | undefined): unknown =>
  document === undefined ? undefined : parseJson(decodeURIComponent(document));

async function getRole({ clients, physicalId }: Located): Promise<Role> {
  const { Role: role } = await clients.iam.send(
    new GetRoleCommand({ RoleName: physicalId }),
  );
  if (!role) throw new NotFoundError(`IAM has no role ${physicalId}`);
  return role;
}

const ofRole =
  (name: 'Description' | 'MaxSessionDuration' | 'Path' | 'RoleName') =>
  async (context: Located): Promise<unknown> =>
    (await getRole(context))[name];

const managedPolicies: PropertyReader = async ({ clients, physicalId }) => {
  const arns: (string | undefined)[] = [];
  const pages = paginateListAttachedRolePolicies(
    { client: clients.iam },
    { RoleName: physicalId },
  );
  for await (const { AttachedPolicies = [] } of pages) {
    arns.push(...AttachedPolicies.map(({ PolicyArn }) => PolicyArn));
  }
  return arns;
};

/** Inline policies of a role that a resource of their own states, not the role. */
const statedBeside = ({ siblings, physicalId }: ReadContext): string[] =>
  siblings
    .filter(({ type }) => type === 'AWS::IAM::Policy')
    .filter(({ properties }) => texts(properties.Roles).includes(physicalId))
    .map(({ properties }) => text(properties.PolicyName));

const inlinePolicies: PropertyReader = async context => {
  const { iam } = context.clients;
  const RoleName = context.physicalId;
  const names: string[] = [];
  const pages = paginateListRolePolicies({ client: iam }, { RoleName });
  for await (const { PolicyNames = [] } of pages) names.push(...PolicyNames);
  const beside = statedBeside(context);
  return Promise.all(
    names
      .filter(name => !beside.includes(name))
      .map(async PolicyName => {
        const { PolicyDocument } = await iam.send(
          new GetRolePolicyCommand({ RoleName, PolicyName }),
        );
        return { PolicyName, PolicyDocument: decoded(PolicyDocument) };
      }),
  );
};

export const iamRole: ResourceReader = {
  async attributes(located) {
    const { Arn = '', RoleId = '' } = await getRole(located);
    return { Arn, RoleId };
  },
  properties: {
    AssumeRolePolicyDocument: async context =>
      decoded((await getRole(context)).AssumeRolePolicyDocument),
    Description: ofRole('Description'),
    ManagedPolicyArns: managedPolicies,
    MaxSessionDuration: ofRole('MaxSessionDuration'),
    Path: ofRole('Path'),
    PermissionsBoundary: async context =>
      (await getRole(context)).PermissionsBoundary?.PermissionsBoundaryArn,
    Policies: inlinePolicies,
    RoleName: ofRole('RoleName'),
    Tags: async context =>
      ownTags((await getRole(context)).Tags ?? [], context),
  },
};

/** One holder's inline policy of the stated name, if it has one. */
async function policyOf(
  { clients: { iam }, stated }: ReadContext,
  kind: Holders,
  holder: string,
): Promise<unknown> {
  const PolicyName = text(stated.PolicyName);
  const read: Record<Holders, () => Promise<{ PolicyDocument?: string }>> = {
    Roles: () =>
      iam.send(new GetRolePolicyCommand({ PolicyName, RoleName: holder })),
    Users: () =>
      iam.send(new GetUserPolicyCommand({ PolicyName, UserName: holder })),
    Groups: () =>
      iam.send(new GetGroupPolicyCommand({ PolicyName, GroupName: holder })),
  };
  return decoded((await orNothing(read[kind]()))?.PolicyDocument);
}

const holdersWithPolicy =
  (kind: Holders): PropertyReader =>
  async context => {
    const holders = texts(context.stated[kind]);
    const policies = await Promise.all(
      holders.map(holder => policyOf(context, kind, holder)),
    );
    return holders.filter((_, index) => policies[index] !== undefined);
  };

async function documents(context: ReadContext): Promise<unknown[]> {
  const kinds = ['Roles', 'Users', 'Groups'] as const;
  const read = kinds.flatMap(kind =>
    texts(context.stated[kind]).map(holder => policyOf(context, kind, holder)),
  );
  const found = await Promise.all(read);
  const distinct = new Set(
    found.flatMap(document =>
      document === undefined ? [] : JSON.stringify(document),
    ),
  );
  return [...distinct].map(parseJson);
}

export const iamPolicy: ResourceReader = {
  attributes: async () => ({}),
  properties: {
    Groups: holdersWithPolicy('Groups'),
    PolicyDocument: async context => {
      const found = await documents(context);
      return found.length > 1 ? found : found[0];
    },
    PolicyName: async context =>
      (await documents(context)).length > 0
        ? context.stated.PolicyName
        : undefined,
    Roles: holdersWithPolicy('Roles'),
    Users: holdersWithPolicy('Users'),
  },
};
