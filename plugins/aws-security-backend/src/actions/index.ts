// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { FindingsService } from '../service/FindingsService';
import { registerGetFinding } from './getFinding';
import { registerGetFindingsSummary } from './getFindingsSummary';
import { registerListFindings } from './listFindings';

/** Offers what can be read to the actions registry, so that an agent can use it as a person does. */
export function registerActions(
  registry: ActionsRegistryService,
  findings: FindingsService,
): void {
  registerListFindings(registry, findings);
  registerGetFindingsSummary(registry, findings);
  registerGetFinding(registry, findings);
}
