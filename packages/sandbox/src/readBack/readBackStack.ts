// SPDX-License-Identifier: Apache-2.0
import { agree } from './agree';
import { connect } from './connect';
import { readTemplate, type Stack } from './readTemplate';
import { readers } from './readers';
import { holds, resolve, type Scope } from './resolve';
import type {
  Difference,
  Located,
  ReadBackOptions,
  ReadBackResult,
  ReadContext,
  StatedResource,
} from './types';
import { problemOf } from './values';

/** A resource type that makes nothing. */
const NOTHING = 'AWS::CDK::Metadata';
const NOT_SET = 'not set';

type Place = Omit<Located, 'physicalId'>;
type Definition = Stack['template']['Resources'][string];

interface Checked {
  compared: number;
  differences: Difference[];
  writeOnly: string[];
}

interface Found {
  logicalId: string;
  definition: Definition;
  physicalId: string;
  attributes?: Readonly<Record<string, string>>;
  /** Why this resource cannot be compared. */
  difference?: Difference;
}

function partitionOf(region: string): { partition: string; suffix: string } {
  if (region.startsWith('cn-')) {
    return { partition: 'aws-cn', suffix: 'amazonaws.com.cn' };
  }
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return { partition, suffix: 'amazonaws.com' };
}

function refsOf(options: ReadBackOptions, stack: Stack): Map<string, unknown> {
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

/** Looks a resource up at its service, which is to know it and its attributes. */
async function find(
  place: Place,
  logicalId: string,
  definition: Definition,
  physicalId: string,
): Promise<Found> {
  const { Type: type } = definition;
  const found = { logicalId, definition, physicalId };
  const differs = (property: string, stated: unknown, what: string) => ({
    ...found,
    difference: { logicalId, type, property, stated, found: what },
  });
  const reader = readers[type];
  if (!reader) return differs('Type', type, `nothing reads ${type}`);
  if (!physicalId) {
    return differs('PhysicalResourceId', logicalId, 'not in the stack');
  }
  try {
    const attributes = await reader.attributes({ ...place, physicalId });
    return { ...found, attributes };
  } catch (error) {
    return differs('PhysicalResourceId', physicalId, problemOf(error));
  }
}

async function compareProperty(
  context: ReadContext,
  resource: StatedResource,
  property: string,
): Promise<Difference | undefined> {
  const { logicalId, type } = resource;
  const stated = resource.properties[property];
  const differs = (found: unknown) => ({
    logicalId,
    type,
    property,
    stated,
    found,
  });
  const read = readers[type]?.properties[property];
  if (!read) return differs(`nothing reads ${property} of ${type}`);
  try {
    const found = await read(context);
    return agree(property, stated, found)
      ? undefined
      : differs(found ?? NOT_SET);
  } catch (error) {
    return differs(problemOf(error));
  }
}

async function check(
  context: ReadContext,
  resource: StatedResource,
): Promise<Checked> {
  const names = Object.keys(resource.properties);
  const hidden = readers[resource.type]?.writeOnly ?? [];
  const readable = names.filter(name => !hidden.includes(name));
  const compared = await Promise.all(
    readable.map(name => compareProperty(context, resource, name)),
  );
  return {
    compared: readable.length,
    differences: compared.filter(difference => difference !== undefined),
    writeOnly: names
      .filter(name => hidden.includes(name))
      .map(name => `${resource.logicalId}.${name}`),
  };
}

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
  const { Conditions: conditions, Resources } = stack.template;
  const bare: Scope = { refs, conditions, attributes: new Map() };
  const wanted = Object.entries(Resources).filter(
    ([, { Type, Condition }]) =>
      Type !== NOTHING && (!Condition || holds(Condition, bare)),
  );
  const found = await Promise.all(
    wanted.map(([id, definition]) =>
      find(place, id, definition, stack.physicalIds.get(id) ?? ''),
    ),
  );
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
      const stackTags = stack.tags;
      const context = { ...place, physicalId, stated, siblings, stackTags };
      return check(context, resource);
    }),
  );
  return {
    resources: wanted.length,
    properties: checked.reduce((sum, each) => sum + each.compared, 0),
    differences: [
      ...found.flatMap(({ difference }) => difference ?? []),
      ...unresolved,
      ...checked.flatMap(each => each.differences),
    ],
    writeOnly: checked.flatMap(each => each.writeOnly),
  };
}
