// SPDX-License-Identifier: Apache-2.0
import type { ReadContext } from './types';
import { isRecord } from './values';

function statedKeys(tags: unknown): string[] {
  if (!Array.isArray(tags)) return [];
  return tags.filter(isRecord).map(({ Key }) => String(Key));
}

/** A resource's tags without those that CloudFormation put there for the stack. */
export function ownTags(
  tags: readonly { Key?: string; Value?: string }[],
  { stated, stackTags }: ReadContext,
): { Key: string; Value: string }[] {
  const keys = statedKeys(stated.Tags);
  return tags
    .map(({ Key = '', Value = '' }) => ({ Key, Value }))
    .filter(({ Key, Value }) => {
      if (keys.includes(Key)) return true;
      return !Key.startsWith('aws:') && stackTags[Key] !== Value;
    });
}
