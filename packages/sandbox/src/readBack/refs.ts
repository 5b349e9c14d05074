// SPDX-License-Identifier: Apache-2.0
import type { Stack } from './readTemplate';
import type { ReadBackOptions } from './types';

/** The partition of a Region, and where its endpoints are. */
export function partitionOf(region: string): {
  partition: string;
  suffix: string;
} {
  if (region.startsWith('cn-')) {
    return { partition: 'aws-cn', suffix: 'amazonaws.com.cn' };
  }
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return { partition, suffix: 'amazonaws.com' };
}

/** What `Ref` gives: pseudo parameters, physical ids, parameters. */
export function refsOf(
  options: ReadBackOptions,
  stack: Stack,
): Map<string, unknown> {
  const { partition, suffix } = partitionOf(options.region);
  const refs = new Map<string, unknown>([
    ['AWS::AccountId', options.accountId],
    ['AWS::Region', options.region],
    ['AWS::Partition', partition],
    ['AWS::URLSuffix', suffix],
    ['AWS::StackName', options.stackName],
    ['AWS::StackId', stack.id],
    ...stack.physicalIds,
  ]);
  for (const [name, value] of stack.parameters) {
    const type = stack.template.Parameters[name]?.Type ?? '';
    const isList = /^CommaDelimitedList$|List</.test(type);
    refs.set(name, isList ? value.split(',').map(v => v.trim()) : value);
  }
  return refs;
}
