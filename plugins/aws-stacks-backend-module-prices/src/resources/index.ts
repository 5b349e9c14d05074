// SPDX-License-Identifier: Apache-2.0
import { computePricings } from './compute';
import { containerPricings } from './containers';
import { databasePricings } from './databases';
import { networkPricings } from './network';
import { observabilityPricings } from './observability';
import type { Pricing, Pricings } from './Pricing';
import { rdsPricings } from './rds';
import { securityPricings } from './security';
import { serverlessPricings } from './serverless';
import { storagePricings } from './storage';

const PRICINGS: Pricings = {
  ...computePricings,
  ...containerPricings,
  ...databasePricings,
  ...networkPricings,
  ...observabilityPricings,
  ...rdsPricings,
  ...securityPricings,
  ...serverlessPricings,
  ...storagePricings,
};

/** How a resource type is quoted; `undefined` when nothing is known of its costs. */
export function pricingOf(type: string): Pricing | undefined {
  return Object.hasOwn(PRICINGS, type) ? PRICINGS[type] : undefined;
}
