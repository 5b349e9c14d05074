// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import {
  createStackRouteRef,
  docsRouteRef,
  rootRouteRef,
  runRouteRef,
  stackRouteRef,
} from '../routes';

/** Where the views lead. `create` and `docs` are absent where the app has no such page. */
export function useStackLinks() {
  const root = useRouteRef(rootRouteRef);
  const stack = useRouteRef(stackRouteRef);
  const run = useRouteRef(runRouteRef);
  const create = useRouteRef(createStackRouteRef);
  const docs = useRouteRef(docsRouteRef);
  return useMemo(
    () => ({
      stacks: `${root()}/stacks`,
      runs: `${root()}/runs`,
      stack: (stackId: string) => stack({ stackId }),
      run: (runId: string) => run({ runId }),
      create: create?.(),
      docs: (entityRef: string) => docs?.(parseEntityRef(entityRef)),
    }),
    [root, stack, run, create, docs],
  );
}
