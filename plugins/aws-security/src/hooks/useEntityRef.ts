// SPDX-License-Identifier: Apache-2.0
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';

/** The ref of the entity whose page this is. */
export function useEntityRef(): string {
  return stringifyEntityRef(useEntity().entity);
}
