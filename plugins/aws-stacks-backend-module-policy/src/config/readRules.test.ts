// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { accounts } from '../__testUtils__/plans';
import { createRules } from '../rules';
import { readRules } from './readRules';

const DEFINITIONS = createRules({
  accounts,
  quotas: { read: async () => ({ value: 1, source: 'the test' }) },
  usage: { count: async () => ({ kind: 'known', count: 0 }) },
});

function levels(policies?: JsonObject) {
  const config = mockServices.rootConfig({
    data: { groundwork: { stacks: { ...(policies && { policies }) } } },
  });
  const rules = readRules(config, DEFINITIONS);
  return Object.fromEntries(
    rules.map(({ id, levels: { development, staging, production } }) => [
      id,
      [development, staging, production].join(' '),
    ]),
  );
}

const DEFAULTS = {
  'required-tags': 'advisory soft soft',
  'no-public-ingress': 'soft hard hard',
  'encryption-at-rest': 'soft hard hard',
  'no-wildcard-iam': 'advisory soft hard',
  'no-stateful-deletion': 'soft soft hard',
  'allowed-regions': 'hard hard hard',
  'service-quotas': 'soft soft soft',
};

it('has levels for everything', () => {
  expect(levels()).toEqual(DEFAULTS);
});

it('takes one level for all environments, or one for each', () => {
  expect(
    levels({
      'no-public-ingress': { level: 'off' },
      'no-wildcard-iam': { level: { production: 'soft' } },
      'required-tags': { tags: ['owner'] },
    }),
  ).toEqual({
    ...DEFAULTS,
    'no-public-ingress': 'off off off',
    'no-wildcard-iam': 'advisory soft soft',
  });
});

it.each([
  [
    { 'no-public-ingres': {} },
    'groundwork.stacks.policies.no-public-ingres is no rule; the rules are required-tags, no-public-ingress',
  ],
  [
    { 'allowed-sources': {} },
    'Providers and modules are allowed in groundwork.stacks.terraform',
  ],
  [
    { 'service-quotas': { level: 'strict' } },
    'groundwork.stacks.policies.service-quotas.level is not valid: must be off, advisory, soft or hard',
  ],
  [
    { 'service-quotas': { level: { prod: 'soft' } } },
    'groundwork.stacks.policies.service-quotas.level is not valid',
  ],
  [
    { 'service-quotas': { mostPercent: 101 } },
    'groundwork.stacks.policies.service-quotas.mostPercent is not valid',
  ],
  [
    { 'required-tags': { tags: [] } },
    'groundwork.stacks.policies.required-tags.tags is not valid',
  ],
  [
    { 'required-tags': { tag: ['owner'] } },
    'groundwork.stacks.policies.required-tags is not valid',
  ],
  [
    { 'no-public-ingress': { edgeLayers: ['Not A Layer'] } },
    'groundwork.stacks.policies.no-public-ingress.edgeLayers[0] is not valid',
  ],
])('stops at %j', (policies, message) => {
  expect(() => levels(policies)).toThrow(message);
});
