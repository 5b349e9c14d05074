// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@backstage/types';
import { isOpenToAll } from '../../plan/cidr';
import { isObject, listOf } from '../../plan/policyDocument';
import {
  type Found,
  type ResourceView,
  shownOf,
} from '../../plan/ResourceView';
import type { Objection } from '../Rule';

/** Where addresses stand that a security group lets in. */
const SOURCES: Readonly<Record<string, RegExp>> = {
  aws_security_group: /^ingress\.\d+\.(cidr_blocks|ipv6_cidr_blocks)(\.\d+)?$/,
  aws_default_security_group:
    /^ingress\.\d+\.(cidr_blocks|ipv6_cidr_blocks)(\.\d+)?$/,
  aws_security_group_rule: /^(cidr_blocks|ipv6_cidr_blocks)(\.\d+)?$/,
  aws_vpc_security_group_ingress_rule: /^(cidr_ipv4|cidr_ipv6)$/,
  'AWS::EC2::SecurityGroup':
    /^SecurityGroupIngress\.(\d+\.)?(CidrIp|CidrIpv6)$/,
  'AWS::EC2::SecurityGroupIngress': /^(CidrIp|CidrIpv6)$/,
};

const FIX =
  'Name the addresses or the security group that may come in, or put what must be public behind a layer of the edge';

/** Security groups that let everybody in, or of which that is not known before they stand. */
export function openAddresses(view: ResourceView): Objection[] {
  const { address, type } = view.change;
  const sources = SOURCES[type];
  if (!sources || isEgress(view)) return [];
  const found = view.matching(sources);
  const open = [
    ...new Set(
      found.flatMap(({ known }) => listOf(shownOf(known)).filter(isOpenToAll)),
    ),
  ];
  if (open.length > 0) {
    return [
      {
        address,
        message: `It lets the internet in (${open.join(', ')})${direction(
          view,
        )}`,
        fix: FIX,
      },
    ];
  }
  const unknown = found.filter(isNotKnown);
  if (unknown.length === 0) return [];
  return [
    {
      address,
      message: `Whom it lets in is only known after apply (${unknown
        .map(({ path }) => path)
        .join(', ')}), so it could not be checked`,
      fix: 'Write the addresses out, or give them as an input of the layer',
    },
  ];
}

function isEgress(view: ResourceView): boolean {
  if (view.change.type !== 'aws_security_group_rule') return false;
  const type = view.get('type');
  return type.kind === 'value' && type.value === 'egress';
}

/** A changed rule does not show again which way it goes. */
function direction(view: ResourceView): string {
  return view.change.type === 'aws_security_group_rule' &&
    view.get('type').kind !== 'value'
    ? '; the plan does not show whether it is of type ingress, so it is taken for that'
    : '';
}

function isNotKnown({ known }: Found): boolean {
  if (known.kind === 'masked') return true;
  return known.kind === 'unknown' && !isCidrOfVpc(known.part);
}

/** `{ "Fn::GetAtt": [vpc, "CidrBlock"] }` is the block of a VPC, which cannot be the internet. */
function isCidrOfVpc(value: JsonValue | undefined): boolean {
  if (!isObject(value)) return false;
  const target = value['Fn::GetAtt'];
  return Array.isArray(target)
    ? target[1] === 'CidrBlock'
    : typeof target === 'string' && target.endsWith('.CidrBlock');
}
