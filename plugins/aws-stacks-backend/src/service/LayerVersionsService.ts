// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type LayerVersions,
  type LayersPage,
  compareLayerVersions,
  isBehind,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  LayerVersionsStore,
  VersionCount,
} from '../store/LayerVersionsStore';
import type { Authorizer } from './Authorizer';
import type { LayerTemplate, LayerTemplates } from './LayerTemplates';

/** What listing the versions of layers needs. */
export interface LayerVersionsServiceOptions {
  authorizer: Authorizer;
  layerTemplates: LayerTemplates;
  layerVersions: LayerVersionsStore;
}

/** Tells which versions of layers stand, and which the catalog has. */
export class LayerVersionsService {
  readonly #options: LayerVersionsServiceOptions;

  static create(options: LayerVersionsServiceOptions): LayerVersionsService {
    return new LayerVersionsService(options);
  }

  private constructor(options: LayerVersionsServiceOptions) {
    this.#options = options;
  }

  /** The layers of the catalog and of all stacks, as far as the caller may see them. */
  async list(credentials: BackstageCredentials): Promise<LayersPage> {
    const { authorizer, layerTemplates, layerVersions } = this.#options;
    const allowed = await authorizer.criteria(stackReadPermission, credentials);
    const [{ layers, problems }, counts] = await Promise.all([
      layerTemplates.list(credentials),
      layerVersions.count(allowed),
    ]);
    const templates = new Map(layers.map(layer => [layer.id, layer]));
    const ids = new Set([
      ...templates.keys(),
      ...counts.map(({ layer }) => layer),
    ]);
    const items = [...ids].sort().map(id =>
      describe(
        id,
        templates.get(id),
        counts.filter(({ layer }) => layer === id),
      ),
    );
    return { items, problems };
  }
}

function describe(
  layer: string,
  template: LayerTemplate | undefined,
  counts: readonly VersionCount[],
): LayerVersions {
  const newest = template?.version;
  const behind = counts.filter(({ version }) => isBehind(version, newest));
  return {
    layer,
    title: template?.title,
    templateRef: template?.templateRef,
    newest,
    versions: [...counts]
      .sort(newestFirst)
      .map(({ version, stacks }) => ({ version, stacks })),
    behind: behind.reduce((sum, { stacks }) => sum + stacks, 0),
  };
}

function newestFirst(a: VersionCount, b: VersionCount): number {
  if (a.version === undefined || b.version === undefined) {
    return Number(a.version === undefined) - Number(b.version === undefined);
  }
  return compareLayerVersions(b.version, a.version);
}
