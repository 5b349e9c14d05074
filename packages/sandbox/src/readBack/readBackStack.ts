// SPDX-License-Identifier: Apache-2.0
import { check, find, type Found } from './checkResource';
import { connect } from './connect';
import { readTemplate, type Stack } from './readTemplate';
import { partitionOf, refsOf } from './refs';
import { holds, resolve, type Scope } from './resolve';
import type { Difference, ReadBackOptions, ReadBackResult } from './types';
import { problemOf } from './values';

/** A resource type that makes nothing. */
const NOTHING = 'AWS::CDK::Metadata';

/** Resolves each property by itself, so that one that cannot be resolved hides no other. */
function state(found: Found, scope: Scope, unresolved: Difference[]) {
  const { logicalId, physicalId, definition } = found;
  const { Type: type, Properties } = definition;
  const properties: Record<string, unknown> = {};
  for (const [property, stated] of Object.entries(Properties)) {
    try {
      const value = resolve(stated, scope);
      if (value !== undefined) properties[property] = value;
    } catch (error) {
      const why = problemOf(error);
      unresolved.push({ logicalId, type, property, stated, found: why });
    }
  }
  return { logicalId, type, physicalId, properties };
}

/** The resources that the template makes, as far as their services know them. */
async function findAll(
  place: Parameters<typeof find>[0],
  { template, physicalIds }: Stack,
  scope: Scope,
): Promise<Found[]> {
  const wanted = Object.entries(template.Resources).filter(
    ([, { Type, Condition }]) =>
      Type !== NOTHING && (!Condition || holds(Condition, scope)),
  );
  return Promise.all(
    wanted.map(([id, definition]) =>
      find(place, id, definition, physicalIds.get(id) ?? ''),
    ),
  );
}

/**
 * Reads every resource of a stack from its own service, and compares what its template states with what is there.
 *
 * @remarks
 * CloudFormation is asked for the template and the physical ids alone.
 */
export async function readBackStack(
  options: ReadBackOptions,
): Promise<ReadBackResult> {
  const clients = await connect(options);
  const stack = await readTemplate(clients.cloudFormation, options.stackName);
  const { accountId, region } = options;
  const place = { clients, accountId, ...partitionOf(region) };
  const refs = refsOf(options, stack);
  const { Conditions: conditions } = stack.template;
  const bare: Scope = { refs, conditions, attributes: new Map() };
  const found = await findAll(place, stack, bare);
  const attributes = new Map(
    found.map(each => [each.logicalId, each.attributes ?? {}]),
  );
  const unresolved: Difference[] = [];
  const siblings = found
    .filter(({ difference }) => !difference)
    .map(each => state(each, { ...bare, attributes }, unresolved));
  const checked = await Promise.all(
    siblings.map(resource => {
      const { physicalId, properties: stated } = resource;
      const shared = { ...place, siblings, stackTags: stack.tags };
      return check({ ...shared, physicalId, stated }, resource);
    }),
  );
  return {
    resources: found.length,
    properties: checked.reduce((sum, each) => sum + each.compared, 0),
    differences: [
      ...found.flatMap(({ difference }) => difference ?? []),
      ...unresolved,
      ...checked.flatMap(each => each.differences),
    ],
    writeOnly: checked.flatMap(each => each.writeOnly),
  };
}
