// SPDX-License-Identifier: Apache-2.0
import { fetchApiRef, useApi, useRouteRef } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { usePolling } from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';
import { z } from 'zod';
import { templateRouteRef } from '../../routes';

const TEMPLATE = { namespace: 'default', templateName: 'aws-ownership' };
const WRITE = 'groundwork:ownership:write';
const PUBLISH = 'publish:github:pull-request';

const actionsSchema = z.array(z.object({ id: z.string() }));

/** What a pull request from here takes. */
export type PullRequestPart = 'publish' | 'write' | 'template' | 'form';

async function listActions(fetchApi: { fetch: typeof fetch }) {
  const response = await fetchApi.fetch('plugin://scaffolder/v2/actions');
  // There is no scaffolder, so there is no action.
  if (response.status === 404) return [];
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return actionsSchema.parse(await response.json()).map(({ id }) => id);
}

/** Which parts are missing for a pull request, and where its form is. */
export function usePullRequestForm() {
  const fetchApi = useApi(fetchApiRef);
  const catalog = useApi(catalogApiRef);
  const form = useRouteRef(templateRouteRef);
  const address = form?.(TEMPLATE);
  const load = useCallback(async () => {
    const [actions, template] = await Promise.all([
      listActions(fetchApi),
      catalog.getEntityByRef({
        kind: 'template',
        namespace: TEMPLATE.namespace,
        name: TEMPLATE.templateName,
      }),
    ]);
    const has: Record<PullRequestPart, boolean> = {
      publish: actions.includes(PUBLISH),
      write: actions.includes(WRITE),
      template: template !== undefined,
      form: address !== undefined,
    };
    const parts: PullRequestPart[] = ['publish', 'write', 'template', 'form'];
    return { address, missing: parts.filter(part => !has[part]) };
  }, [fetchApi, catalog, address]);
  return usePolling(load);
}
