// SPDX-License-Identifier: Apache-2.0
import type { PlannedRun } from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import { type ResourceView, changedResources } from '../plan/ResourceView';
import { isTaggable } from '../plan/taggableTypes';
import { type Objection, defineRule } from './Rule';

const DEFAULT_TAGS = [
  'backstage:entity-ref',
  'groundwork:stack',
  'groundwork:layer',
  'environment',
  'owner',
];

const optionsSchema = z.strictObject({
  /** Keys that a resource must have. */
  tags: z.array(z.string().min(1).max(128)).min(1).default(DEFAULT_TAGS),
  /** Types that need none, as Terraform or CloudFormation names them. */
  exceptTypes: z.array(z.string()).default([]),
});

/** What a tag is after the change, as far as the plan shows it. */
type Tag = { kind: 'value'; value: string } | { kind: 'missing' | 'unsaid' };

/** Resources carry the tags by which they are found again: whose they are, and which stack has made them. */
export const requiredTags = defineRule({
  id: 'required-tags',
  levels: { development: 'advisory', staging: 'soft', production: 'soft' },
  options: optionsSchema,
  check(planned, { tags, exceptTypes }) {
    return changedResources(planned.plan)
      .filter(({ change }) => !exceptTypes.includes(change.type))
      .flatMap(view => checkResource(view, tags, planned));
  },
});

function checkResource(
  view: ResourceView,
  keys: readonly string[],
  planned: PlannedRun,
): Objection[] {
  const read = tagReader(view, planned);
  if (!read) return [];
  const expected = expectedTags(planned);
  const found = keys.map(key => [key, read(key)] as const);
  const missing = found.flatMap(([key, tag]) =>
    tag.kind === 'missing' ? [key] : [],
  );
  const wrong = found.flatMap(([key, tag]) =>
    tag.kind === 'value' && (expected[key] ?? tag.value) !== tag.value
      ? [`${key} is ${tag.value} and should be ${expected[key]}`]
      : [],
  );
  const said = [
    ...(missing.length > 0 ? [`it lacks the tags ${missing.join(', ')}`] : []),
    ...wrong,
  ];
  if (said.length === 0) return [];
  const { address, type } = view.change;
  return [
    {
      address,
      message: `${type} cannot be found again by its tags: ${said.join('; ')}`,
      fix: 'Set the tags for the whole layer: default_tags of the provider in Terraform, tags of the stack in CDK, as the template of layers does',
    },
  ];
}

/** What Groundwork knows of the run; other tags may have any value. */
function expectedTags({
  run,
}: PlannedRun): Readonly<Record<string, string | undefined>> {
  return {
    'backstage:entity-ref': run.entityRef,
    'groundwork:stack': run.stackId,
    'groundwork:layer': run.layer,
    environment: run.target.environment,
    owner: run.owner,
  };
}

type ReadTag = (key: string) => Tag;

/** How the tags of a resource are read; `undefined` where it can have none. */
function tagReader(
  view: ResourceView,
  { plan }: PlannedRun,
): ReadTag | undefined {
  if (plan.engine === 'terraform') return terraformTags(view);
  if (!isTaggable(view.change.type)) return undefined;
  return cloudFormationTags(view, plan.stackTags);
}

/** `tags_all` are the tags with the provider's default_tags. It is not known when nobody sets any tag at all. */
function terraformTags(view: ResourceView): ReadTag | undefined {
  if (!view.shows('tags_all')) return undefined;
  const all = view.get('tags_all');
  return key => {
    if (view.get('tags').kind === 'unknown') return { kind: 'unsaid' };
    const own = view.get(`tags.${key}`);
    if (all.kind === 'unknown' && view.isNew) {
      return own.kind === 'unset' ? { kind: 'missing' } : toTag(own);
    }
    return toTag(view.get(`tags_all.${key}`));
  };
}

function toTag(known: ReturnType<ResourceView['get']>): Tag {
  if (known.kind === 'unset') return { kind: 'missing' };
  return known.kind === 'value' && typeof known.value === 'string'
    ? { kind: 'value', value: known.value }
    : { kind: 'unsaid' };
}

/** CloudFormation hands the tags of a stack on; those of the resource come first. */
function cloudFormationTags(
  view: ResourceView,
  stackTags: Readonly<Record<string, string>> | undefined,
): ReadTag {
  return key => {
    const index = view
      .matching(/^Tags\.\d+\.Key$/)
      .find(({ known }) => known.kind === 'value' && known.value === key)
      ?.path.replace(/Key$/, 'Value');
    if (index) return toTag(view.get(index));
    const mapped = view.get(`Tags.${key}`);
    if (mapped.kind === 'value') return toTag(mapped);
    const value = stackTags?.[key];
    if (value !== undefined) return { kind: 'value', value };
    return { kind: view.isNew ? 'missing' : 'unsaid' };
  };
}
