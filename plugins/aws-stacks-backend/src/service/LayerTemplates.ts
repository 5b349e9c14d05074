// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type LayerEntitySpec,
  type Problem,
  layerEntitySpecSchema,
  layerIdSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

/** A layer as its template tells of it. */
export interface LayerTemplate extends LayerEntitySpec {
  id: string;
  title: string;
  description?: string;
  templateRef: string;
}

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.layer',
];

/** Reads the layers from their templates: those in the namespace `default` that have `spec.layer`. */
export class LayerTemplates {
  readonly #catalog: CatalogService;

  static create(options: { catalog: CatalogService }): LayerTemplates {
    return new LayerTemplates(options.catalog);
  }

  private constructor(catalog: CatalogService) {
    this.#catalog = catalog;
  }

  /** All that these credentials may see, and which of them could not be understood. */
  async list(
    credentials: BackstageCredentials,
  ): Promise<{ layers: LayerTemplate[]; problems: Problem[] }> {
    const { items } = await this.#catalog.getEntities(
      {
        filter: { kind: 'Template', 'metadata.namespace': 'default' },
        fields: FIELDS,
      },
      { credentials },
    );
    const read = items.filter(hasLayer).map(readLayer);
    return {
      layers: read.flatMap(({ layer }) => layer ?? []),
      problems: read.flatMap(({ problem }) => problem ?? []),
    };
  }

  /** What a layer requires; nothing where the catalog has no such layer. A template that cannot be understood is an error. */
  async requires(
    layer: string,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const entity = await this.#catalog.getEntityByRef(
      `template:default/${layer}`,
      { credentials },
    );
    if (!entity || !hasLayer(entity)) return [];
    const { layer: read, problem } = readLayer(entity);
    if (read) return read.requires;
    throw new ConflictError(
      `What ${layer} requires is not known: ${problem?.hint}`,
    );
  }
}

function hasLayer(entity: Entity): boolean {
  return entity.spec?.layer !== undefined;
}

function readLayer(
  entity: Entity,
):
  | { layer: LayerTemplate; problem?: undefined }
  | { layer?: undefined; problem: Problem } {
  const { name, title = name, description } = entity.metadata;
  const templateRef = stringifyEntityRef(entity);
  const id = layerIdSchema.safeParse(name);
  const spec = layerEntitySpecSchema.safeParse(entity.spec?.layer);
  if (id.success && spec.success) {
    const layer = { ...spec.data, id: id.data, title, description };
    return { layer: { ...layer, templateRef } };
  }
  const error = id.error ?? spec.error;
  return {
    problem: {
      code: 'layer-unreadable',
      hint: `${templateRef} cannot be read as a layer, because its spec.layer or its name is not as it should be: ${
        error ? z.prettifyError(error) : ''
      }`,
    },
  };
}
