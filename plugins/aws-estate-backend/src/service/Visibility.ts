// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Refs asked for in one call. */
const BATCH = 500;

/** Which entities a caller sees. */
export class Visibility {
  readonly #catalog: CatalogService;

  static create(options: { catalog: CatalogService }): Visibility {
    return new Visibility(options.catalog);
  }

  private constructor(catalog: CatalogService) {
    this.#catalog = catalog;
  }

  /** Those of the refs that the caller sees. */
  async visible(
    entityRefs: Iterable<string>,
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const refs = [...new Set(entityRefs)];
    const seen = new Set<string>();
    for (let at = 0; at < refs.length; at += BATCH) {
      const part = refs.slice(at, at + BATCH);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: part, fields: ['kind'] },
        { credentials },
      );
      items.forEach((entity, index) => entity && seen.add(part[index]));
    }
    return seen;
  }
}
