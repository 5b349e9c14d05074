// SPDX-License-Identifier: Apache-2.0
import {
  useDebounced,
  useUrlFilters,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useMemo } from 'react';

const RESOURCE_FILTERS = ['text', 'account', 'region', 'type'] as const;
const TYPING_MS = 250;

/** What the backend takes for a type: `service:type`, or a service alone. */
const RESOURCE_TYPE = /^[a-z0-9-]+(:[A-Za-z0-9/._-]+)?$/;

/** What a list of resources is narrowed to, as the backend is asked. */
export interface ResourceFilter {
  text?: string;
  accountId?: string;
  region?: string;
  resourceType?: string;
}

/** The filters of a list of resources, kept in the address. */
export function useResourceFilters() {
  const filters = useUrlFilters(RESOURCE_FILTERS);
  const text = useDebounced(filters.get('text'), TYPING_MS);
  const type = useDebounced(filters.get('type'), TYPING_MS);
  const accountId = filters.get('account');
  const region = filters.get('region');
  // Half a type, while somebody types, is no type yet.
  const resourceType = type && RESOURCE_TYPE.test(type) ? type : undefined;
  const filter = useMemo<ResourceFilter>(
    () => ({ text, accountId, region, resourceType }),
    [text, accountId, region, resourceType],
  );
  return { filters, filter };
}

/** See {@link useResourceFilters}. */
export type UrlResourceFilters = ReturnType<
  typeof useResourceFilters
>['filters'];
