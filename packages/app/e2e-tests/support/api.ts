// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import {
  EstateClient,
  SecurityClient,
  StacksClient,
  type Target,
} from '@groundwork/backstage-plugin-groundwork-common';
import { BACKEND_URL, CONTROL_URL, EMULATOR_URL } from './ports';

/** A Backstage token of a person of the sandbox. */
export async function tokenOf(userRef: string): Promise<string> {
  const response = await fetch(`${BACKEND_URL}/api/auth/sandbox/refresh`, {
    headers: {
      'x-groundwork-sandbox-user': userRef,
      'x-requested-with': 'XMLHttpRequest',
    },
  });
  const session = await response.json();
  return session.backstageIdentity.token;
}

/** What the API of aws-stacks answers the guest, who may see nothing of it. */
export async function refusalOfGuest(path: string) {
  const session = await fetch(`${BACKEND_URL}/api/auth/guest/refresh`);
  const { backstageIdentity } = await session.json();
  const response = await fetch(`${BACKEND_URL}/api/aws-stacks/v1/${path}`, {
    headers: { Authorization: `Bearer ${backstageIdentity.token}` },
  });
  return { status: response.status, json: await response.json() };
}

/** The API of aws-stacks. */
export const stacks = new StacksClient({
  fetchApi: { fetch },
  baseUrl: async () => `${BACKEND_URL}/api/aws-stacks`,
});

/** The API of aws-estate. */
export const estate = new EstateClient({
  fetchApi: { fetch },
  baseUrl: async () => `${BACKEND_URL}/api/aws-estate`,
});

/** The API of aws-security. */
export const security = new SecurityClient({
  fetchApi: { fetch },
  baseUrl: async () => `${BACKEND_URL}/api/aws-security`,
});

/** Waits until something holds; throws when it does not within the limit. */
export async function waitUntil(
  holds: () => Promise<boolean>,
  limitMs: number,
): Promise<void> {
  const startedAt = Date.now();
  while (!(await holds())) {
    if (Date.now() - startedAt > limitMs) {
      throw new Error(`It did not come to hold within ${limitMs} ms`);
    }
    await new Promise(resolve => {
      setTimeout(resolve, 1_000);
    });
  }
}

/** Adds a fault rule to the emulator; gives what removes it. */
export async function addFault(rule: object): Promise<() => Promise<void>> {
  const response = await fetch(`${CONTROL_URL}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rule),
  });
  if (!response.ok) throw new Error(await response.text());
  const { id } = await response.json();
  return async () => {
    await fetch(`${CONTROL_URL}/faults/${id}`, { method: 'DELETE' });
  };
}

/** Credentials of an account of the sandbox, as somebody with the apply role has them. */
export async function assumeApplyRole(accountId: string) {
  const query = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: `arn:aws:iam::${accountId}:role/groundwork-apply`,
    RoleSessionName: 'browser-test',
  });
  const response = await fetch(EMULATOR_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: query.toString(),
  });
  const answer = await response.text();
  const read = (tag: string) =>
    answer.match(new RegExp(`<${tag}>([^<]+)</${tag}>`))?.[1] ?? '';
  return {
    accessKeyId: read('AccessKeyId'),
    secretAccessKey: read('SecretAccessKey'),
    sessionToken: read('SessionToken'),
  };
}

/** Calls KMS past Groundwork, as somebody with the apply role does. */
export async function callKms(
  { accountId, region }: Pick<Target, 'accountId' | 'region'>,
  operation: string,
  input: object,
) {
  const { accessKeyId, sessionToken } = await assumeApplyRole(accountId);
  const response = await fetch(EMULATOR_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `TrentService.${operation}`,
      'x-amz-security-token': sessionToken,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/kms/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text ? JSON.parse(text) : {};
}

/** Takes the termination protection off a CloudFormation stack, as its operator does before it may be destroyed. */
export async function liftProtection(
  { accountId, region }: Pick<Target, 'accountId' | 'region'>,
  stackName: string,
) {
  const { accessKeyId, sessionToken } = await assumeApplyRole(accountId);
  const response = await fetch(EMULATOR_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-amz-security-token': sessionToken,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/cloudformation/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams({
      Action: 'UpdateTerminationProtection',
      Version: '2010-05-15',
      StackName: stackName,
      EnableTerminationProtection: 'false',
    }).toString(),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Whether the catalog has an entity. */
export async function isInCatalog(entityRef: string): Promise<boolean> {
  return (await fetchEntity(entityRef)) !== undefined;
}

async function fetchEntity(entityRef: string): Promise<Entity | undefined> {
  const [kind, namespace, name] = entityRef.split(/[:/]/);
  const token = await tokenOf('user:default/amir.haddad');
  const response = await fetch(
    `${BACKEND_URL}/api/catalog/entities/by-name/${kind}/${namespace}/${name}`,
    { headers: { Authorization: `Bearer ${token}` } },
  );
  if (response.ok) return response.json();
  if (response.status === 404) return undefined;
  throw new Error(await response.text());
}

/** An entity as soon as the catalog has it with its relations; throws when it is not there within the limit. */
export async function waitForEntity(
  entityRef: string,
  limitMs: number,
): Promise<Entity> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < limitMs) {
    const entity = await fetchEntity(entityRef);
    if (entity?.relations?.length) return entity;
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
  }
  throw new Error(`${entityRef} was not in the catalog after ${limitMs} ms`);
}
