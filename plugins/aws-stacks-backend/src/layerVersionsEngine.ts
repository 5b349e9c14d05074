// SPDX-License-Identifier: Apache-2.0
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import { LayerSources } from './bundles/LayerSources';
import {
  LayerUpgrades,
  type LayerUpgradesOptions,
} from './service/LayerUpgrades';
import {
  LayerVersionsService,
  type LayerVersionsServiceOptions,
} from './service/LayerVersionsService';

/** Puts together what tells of versions of layers and raises stacks to newer ones. */
export function createLayerVersions(
  parts: LayerVersionsServiceOptions &
    Omit<LayerUpgradesOptions, 'layerSources'> & {
      integrations: ScmIntegrations;
      urlReader: UrlReaderService;
    },
) {
  const layerSources = LayerSources.create(parts);
  return {
    layerVersionsService: LayerVersionsService.create(parts),
    upgrades: LayerUpgrades.create({ ...parts, layerSources }),
  };
}
