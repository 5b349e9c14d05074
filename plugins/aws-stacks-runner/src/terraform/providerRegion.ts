// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@backstage/types';
import { regionSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { PlanJson } from './planJson';
import { type LayerInputs, splitAddress, variableOf } from './setBy';

const constantSchema = z.object({ constant_value: z.string() });

/**
 * The Region of the provider that makes a resource, where the source names one: in clear, or by an input of the layer.
 * That of the run is no such Region: it comes with the context.
 */
export function providerRegion(
  { configuration }: PlanJson,
  address: string,
  inputs: LayerInputs,
): string | undefined {
  const { modules, local } = splitAddress(address);
  const module = modules.reduce<
    PlanJson['configuration']['root_module'] | undefined
  >(
    (current, name) => current?.module_calls?.[name]?.module,
    configuration.root_module,
  );
  const key = module?.resources?.find(
    each => each.address === local,
  )?.provider_config_key;
  const provider = key ? configuration.provider_config[key] : undefined;
  const value = valueOf(provider?.expressions?.region, inputs);
  return regionSchema.safeParse(value).data;
}

function valueOf(
  expression: JsonValue | undefined,
  inputs: LayerInputs,
): JsonValue | undefined {
  const constant = constantSchema.safeParse(expression);
  if (constant.success) return constant.data.constant_value;
  const name = variableOf(expression);
  return name === undefined ? undefined : inputs[name];
}
