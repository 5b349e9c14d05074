// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  type Entity,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { SANDBOX_USERS } from './auth/sandboxUsers';
import { SANDBOX_ACCOUNTS } from './seed/accounts';
import { ESTATES } from './seed/estates';

const VALIDATORS = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];
/** Spec field → the kind its short names mean. */
const REFERENCES: Record<string, string> = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  dependsOn: 'component',
  providesApis: 'api',
  consumesApis: 'api',
  members: 'user',
  memberOf: 'group',
};

function readCatalog(): Entity[] {
  const folder = resolvePackagePath('@groundwork/sandbox', 'catalog');
  return readdirSync(folder).flatMap(file =>
    parseAllDocuments(readFileSync(path.join(folder, file), 'utf8')).map(
      document => document.toJS(),
    ),
  );
}

describe('the sample catalog', () => {
  const entities = readCatalog();
  const refs = new Set(entities.map(entity => stringifyEntityRef(entity)));

  it.each(
    entities.map(entity => [stringifyEntityRef(entity), entity] as const),
  )('has a valid %s', async (_, entity) => {
    const checks = VALIDATORS.map(validator => validator.check(entity));
    expect((await Promise.all(checks)).filter(Boolean)).toHaveLength(1);
  });

  it('has the size it promises', () => {
    const count = (kind: string) =>
      entities.filter(entity => entity.kind === kind).length;
    expect([count('System'), count('Component'), count('Domain')]).toEqual([
      4, 21, 4,
    ]);
  });

  it('refers to nothing that is not there', () => {
    const dangling = entities.flatMap(({ spec = {} }) =>
      Object.entries(REFERENCES).flatMap(([field, kind]) =>
        [spec[field] ?? []]
          .flat()
          .map(ref =>
            stringifyEntityRef(
              parseEntityRef(String(ref), {
                defaultKind: kind,
                defaultNamespace: 'default',
              }),
            ),
          )
          .filter(ref => !refs.has(ref)),
      ),
    );
    expect(dangling).toEqual([]);
  });

  it('has every entity that a seeded resource is tagged with, every owner and every user', () => {
    const wanted = [
      ...Object.values(ESTATES).flatMap(specs =>
        specs.flatMap(s => s.entity ?? []),
      ),
      ...SANDBOX_ACCOUNTS.map(account => account.owner),
      ...SANDBOX_USERS,
    ];
    expect(wanted.filter(ref => !refs.has(ref))).toEqual([]);
  });

  it('names no account but the emulated ones', () => {
    const known = SANDBOX_ACCOUNTS.map(account => account.accountId);
    const named = JSON.stringify(entities).match(/\b\d{12}\b/g) ?? [];
    expect(named.filter(id => !known.includes(id))).toEqual([]);
  });
});
