// SPDX-License-Identifier: Apache-2.0
import {
  Redactor,
  readState,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import { GROUNDWORK_TAGS } from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { FoundStack } from './FoundStack';

const tagsSchema = z.record(z.string(), z.string()).nullish().catch(undefined);

const taggedStateSchema = z.object({
  version: z.literal(4),
  resources: z
    .array(
      z.object({
        instances: z
          .array(
            z.object({
              attributes: z
                .object({ tags: tagsSchema, tags_all: tagsSchema })
                .nullish(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

/** What a Terraform state of format 4 says; sensitive values are left out. */
export function readTerraformState(
  text: string,
): Pick<FoundStack, 'outputs' | 'resources' | 'tags'> {
  const { resources } = taggedStateSchema.parse(JSON.parse(text));
  const tagged = resources.flatMap(({ instances }) =>
    instances.flatMap(({ attributes }): Record<string, string>[] => {
      const tags = attributes?.tags_all ?? attributes?.tags;
      return tags ? [tags] : [];
    }),
  );
  const ours = tagged.find(tags => GROUNDWORK_TAGS.stack in tags);
  return {
    ...readState(text, Redactor.create()),
    tags: ours ?? tagged[0] ?? {},
  };
}

/** The Region that most of the ARNs name; `global` when none names one. */
export function regionOf(resources: FoundStack['resources']): string {
  const counts = new Map<string, number>();
  for (const { physicalId = '' } of resources) {
    const [, , , region] = physicalId.startsWith('arn:')
      ? physicalId.split(':')
      : [];
    if (region) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 'global';
}
