// SPDX-License-Identifier: Apache-2.0
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import { createAllowedRegions } from './allowedRegions';
import { encryptionAtRest } from './encryptionAtRest';
import { noPublicIngress } from './noPublicIngress';
import { noStatefulDeletion } from './noStatefulDeletion';
import { noWildcardIam } from './noWildcardIam';
import { requiredTags } from './requiredTags';
import type { RuleDefinition } from './Rule';
import { type QuotaParts, createServiceQuotas } from './serviceQuotas';

/** All rules of this module. */
export function createRules(
  parts: QuotaParts & { accounts: AccountsConfig },
): RuleDefinition[] {
  return [
    requiredTags,
    noPublicIngress,
    encryptionAtRest,
    noWildcardIam,
    noStatefulDeletion,
    createAllowedRegions(parts.accounts),
    createServiceQuotas(parts),
  ];
}
