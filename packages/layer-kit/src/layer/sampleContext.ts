// SPDX-License-Identifier: Apache-2.0
import {
  type Environment,
  type LayerContext,
  stackEntityRef,
} from '@groundwork/backstage-plugin-groundwork-common';

/** What the engine would say about a stack of a layer, for tests. */
export function sampleContext(
  layer: string,
  environment: Environment,
  place: { accountId?: string; region?: string; name?: string } = {},
): LayerContext {
  const { accountId = '123456789012', region = 'eu-west-1' } = place;
  const { name = 'orders' } = place;
  return {
    accountId,
    region,
    environment,
    layer,
    name,
    stackId: '01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z',
    entityRef: stackEntityRef({ layer, name, environment }),
    owner: 'group:default/orders',
  };
}
