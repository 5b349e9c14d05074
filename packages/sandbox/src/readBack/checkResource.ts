// SPDX-License-Identifier: Apache-2.0
import { agree } from './agree';
import type { Stack } from './readTemplate';
import { readers } from './readers';
import type { Difference, Located, ReadContext, StatedResource } from './types';
import { problemOf } from './values';

const NOT_SET = 'not set';

type Place = Omit<Located, 'physicalId'>;
/** A resource as the template has it. */
export type Definition = Stack['template']['Resources'][string];

/** What came of comparing a resource's properties. */
export interface Checked {
  compared: number;
  differences: Difference[];
  writeOnly: string[];
}

/** A resource that was looked for. */
export interface Found {
  logicalId: string;
  definition: Definition;
  physicalId: string;
  attributes?: Readonly<Record<string, string>>;
  /** Why this resource cannot be compared. */
  difference?: Difference;
}

/** Looks a resource up at its service, which is to know it and its attributes. */
export async function find(
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

/** Compares each property that is stated with what the service says. */
export async function check(
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
