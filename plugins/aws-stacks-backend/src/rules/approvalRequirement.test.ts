// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import type {
  Environment,
  RunRisk,
} from '@groundwork/backstage-plugin-groundwork-common';
import { readApprovalRules } from '../config/approvalRules';
import { requirementOf } from './approvalRequirement';

const OWNERS = 'group:default/owners';
const SECURITY = 'group:default/security';

const rulesOf = (rules?: object[]) =>
  readApprovalRules(
    new ConfigReader({ groundwork: { stacks: { approvals: { rules } } } }),
  );

function ask(options: {
  environment?: Environment;
  risks?: RunRisk[];
  base?: { rule: 'auto' | 'requester' | 'other'; required: number };
  rules?: object[];
  accountOwner?: string;
}) {
  const { environment = 'production', risks = [] } = options;
  const target = {
    accountId: '111111111111',
    region: 'eu-west-1',
    environment,
  };
  return requirementOf(
    { target, risks },
    {
      base: options.base ?? { rule: 'other', required: 1 },
      rules: rulesOf(options.rules),
      accountOwner: options.accountOwner,
    },
  );
}

it.each<RunRisk>([
  'replace',
  'delete-stateful',
  'iam-broadening',
  'policy-override',
  'destroy',
])('asks two of the account’s owners about %s in production', risk => {
  const asked = { risks: [risk], accountOwner: OWNERS };
  expect(ask(asked)).toEqual({
    rule: 'other',
    required: 2,
    approvers: [[OWNERS]],
    why: [
      {
        environment: 'production',
        risks: [risk],
        rule: 'other',
        required: 2,
        approvers: [OWNERS],
      },
    ],
  });
  expect(ask({ ...asked, base: { rule: 'auto', required: 0 } }).required).toBe(
    2,
  );
  const base = { rule: 'requester', required: 1 } as const;
  expect(ask({ ...asked, base, environment: 'staging' })).toEqual({
    ...base,
    approvers: [],
    why: [],
  });
});

it('leaves the rule of the environment alone without a risk, and without rules', () => {
  const alone = { rule: 'other', required: 1, approvers: [], why: [] };
  expect(ask({ accountOwner: OWNERS })).toEqual(alone);
  expect(ask({ risks: ['replace'], rules: [] })).toEqual(alone);
});

it('admits nobody when an account has no owner', () => {
  expect(ask({ risks: ['destroy'] }).approvers).toEqual([[]]);
});

it('lets the strictest of each win, and wants the approvers of every rule', () => {
  const rules = [
    { rule: 'other', required: 1, approvers: [SECURITY] },
    { when: { risks: ['replace'] }, rule: 'other', required: 3 },
    {
      when: { environments: ['production'] },
      rule: 'other',
      approvers: 'account-owner',
    },
    { when: { risks: ['destroy'] }, rule: 'other', required: 9 },
    { rule: 'other', approvers: [SECURITY] },
  ];
  const asked = ask({ risks: ['replace'], rules, accountOwner: OWNERS });
  expect(asked).toMatchObject({
    rule: 'other',
    required: 3,
    approvers: [[SECURITY], [OWNERS]],
  });
  expect(asked.why).toHaveLength(4);
});

it('asks nobody where every rule is auto', () => {
  expect(
    ask({ base: { rule: 'auto', required: 0 }, rules: [{ rule: 'auto' }] }),
  ).toMatchObject({ rule: 'auto', required: 0, approvers: [] });
});

it.each([
  [{ rule: 'anybody' }, 'rules[0].rule'],
  [{ rule: 'other', required: 0 }, 'rules[0].required'],
  [{ rule: 'requester', required: 2 }, 'rules[0].required'],
  [{ rule: 'other', approvers: 'owners' }, 'rules[0].approvers'],
  [{ rule: 'other', when: { risks: ['fire'] } }, 'rules[0].when.risks[0]'],
])('refuses the rule %j', (rule, key) => {
  expect(() => rulesOf([rule])).toThrow(`groundwork.stacks.approvals.${key}`);
});
