// SPDX-License-Identifier: Apache-2.0
import type {
  PropertyDifference,
  StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import type {
  AttributeChange,
  ResourceChange,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { JobContext } from '../job/context';
import type { Redactor } from '../redact';
import type { Template } from './assembly';

const resourcesSchema = z
  .record(
    z.string(),
    z.looseObject({ Properties: z.record(z.string(), z.json()).optional() }),
  )
  .catch({});
const parametersSchema = z
  .record(
    z.string(),
    z.looseObject({ NoEcho: z.union([z.boolean(), z.string()]).optional() }),
  )
  .catch({});

/** Longer numbers, and those in another form, are names that happen to have digits. */
const JSON_TEXT = /^([[{"]|(true|false|-?\d{1,9})$)/;

/** CloudFormation gives values as text: JSON where they are not plain. */
function toValue(text: string | undefined): AttributeChange['before'] {
  if (text === undefined || text === '' || text === 'null') return undefined;
  if (!JSON_TEXT.test(text)) return text;
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return text;
  }
}

function secretParameters(template: Template): string[] {
  return Object.entries(parametersSchema.parse(template.Parameters)).flatMap(
    ([name, { NoEcho: hidden }]) => (String(hidden) === 'true' ? [name] : []),
  );
}

/** Whether a value of the template is made from one of these parameters. */
function mentions(value: AttributeChange['before'], names: readonly string[]) {
  if (value === undefined || names.length === 0) return false;
  const text = JSON.stringify(value);
  return names.some(
    name => text.includes(`{"Ref":"${name}"}`) || text.includes(`\${${name}}`),
  );
}

/** Which properties of a resource are made from secrets. */
export function secretProperties(
  template: Template,
  properties: Readonly<Record<string, AttributeChange['before']>>,
): (property: string) => boolean {
  const secrets = secretParameters(template);
  return property => mentions(properties[property], secrets);
}

/**
 * A property that differs, before as it stands and after as the template says.
 *
 * @public
 */
export function toDriftedAttribute(
  redactor: Redactor,
  { PropertyPath: path = '', ExpectedValue, ActualValue }: PropertyDifference,
  isSecret: (property: string) => boolean,
): AttributeChange {
  const parts = path.split('/').filter(part => part !== '');
  const before = toValue(ActualValue);
  const after = toValue(ExpectedValue);
  const values = {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
  const sensitive = isSecret(parts[0] ?? '') || redactor.touches(values);
  return {
    path: redactor.text(parts.join('.')),
    ...(sensitive ? {} : values),
    unknown: false,
    sensitive,
    forcesReplacement: false,
  };
}

/** A resource that is not as the template of its stack says; undefined when it is, or when nobody looked. */
export function toDriftedResource(
  { redactor }: JobContext,
  drift: StackResourceDrift,
  template: Template,
): ResourceChange | undefined {
  const { LogicalResourceId: id = '', StackResourceDriftStatus: status } =
    drift;
  if (status !== 'MODIFIED' && status !== 'DELETED') return undefined;
  const properties =
    resourcesSchema.parse(template.Resources)[id]?.Properties ?? {};
  const isSecret = secretProperties(template, properties);
  const physicalId = drift.PhysicalResourceId;
  return {
    address: id,
    type: drift.ResourceType ?? '',
    name: id,
    action: status === 'DELETED' ? 'create' : 'update',
    ...(physicalId ? { physicalId: redactor.text(physicalId) } : {}),
    attributes: (drift.PropertyDifferences ?? []).map(difference =>
      toDriftedAttribute(redactor, difference, isSecret),
    ),
  };
}
