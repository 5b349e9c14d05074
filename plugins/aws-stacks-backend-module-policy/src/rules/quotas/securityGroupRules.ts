// SPDX-License-Identifier: Apache-2.0
import type { PlanDiff } from '@groundwork/backstage-plugin-groundwork-common';
import type { JsonValue } from '@backstage/types';
import { isObject, listOf } from '../../plan/policyDocument';
import { ResourceView } from '../../plan/ResourceView';
import type { Demand } from './demands';

/** The lists of a rule of Terraform: each entry counts as a rule of its own. */
const SOURCES = [
  'cidr_blocks',
  'ipv6_cidr_blocks',
  'prefix_list_ids',
  'security_groups',
];

const DIRECTIONS: Readonly<Record<string, readonly [string, string][]>> = {
  aws_security_group: [
    ['ingress', 'inbound'],
    ['egress', 'outbound'],
  ],
  'AWS::EC2::SecurityGroup': [
    ['SecurityGroupIngress', 'inbound'],
    ['SecurityGroupEgress', 'outbound'],
  ],
};

const APART: Readonly<Record<string, 'inbound' | 'outbound'>> = {
  aws_vpc_security_group_egress_rule: 'outbound',
  aws_vpc_security_group_ingress_rule: 'inbound',
  'AWS::EC2::SecurityGroupEgress': 'outbound',
  'AWS::EC2::SecurityGroupIngress': 'inbound',
};

/** How many rules new groups have, in them and, where the plan says to which group they belong, beside them. */
export function rulesOfGroups({ resources }: PlanDiff): Demand[] {
  const made = resources
    .filter(({ action }) => action === 'create')
    .map(ResourceView.of);
  return [...made.flatMap(inGroup), ...besideGroups(made)];
}

function inGroup(view: ResourceView): Demand[] {
  const { address, type } = view.change;
  return (DIRECTIONS[type] ?? []).flatMap(([path, direction]) => {
    const rules = listOf(view.tree(path)).filter(isObject);
    const count = rules
      .map(rule => (type === 'aws_security_group' ? widthOf(rule) : 1))
      .reduce((sum, each) => sum + each, 0);
    if (count === 0) return [];
    return [
      {
        quota: 'rulesPerSecurityGroup' as const,
        count,
        address,
        what: `${count} ${direction} rules`,
      },
    ];
  });
}

function widthOf(
  rule: Readonly<Record<string, JsonValue | undefined>>,
): number {
  const named = SOURCES.flatMap(source => listOf(rule[source])).length;
  return named + (rule.self === true ? 1 : 0);
}

function besideGroups(made: readonly ResourceView[]): Demand[] {
  const counts = new Map<string, number>();
  for (const view of made) {
    const direction = APART[view.change.type];
    const group = view.tree(
      view.change.type.startsWith('aws_') ? 'security_group_id' : 'GroupId',
    );
    if (!direction || group === undefined) continue;
    const key = `${direction} rules of ${JSON.stringify(group)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => ({
    quota: 'rulesPerSecurityGroup',
    count,
    what: `${count} new ${what}`,
  }));
}
