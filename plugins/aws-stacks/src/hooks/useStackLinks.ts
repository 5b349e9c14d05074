// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { StackForm } from '@groundwork/backstage-plugin-groundwork-common';
import { useMemo } from 'react';
import {
  createStackRouteRef,
  docsRouteRef,
  rootRouteRef,
  runRouteRef,
  stackRouteRef,
  taskRouteRef,
  templateRouteRef,
} from '../routes';

/** Where the views lead. `create`, `docs` and `form` are absent where the app has no such page. */
export function useStackLinks() {
  const root = useRouteRef(rootRouteRef);
  const stack = useRouteRef(stackRouteRef);
  const run = useRouteRef(runRouteRef);
  const create = useRouteRef(createStackRouteRef);
  const docs = useRouteRef(docsRouteRef);
  const template = useRouteRef(templateRouteRef);
  const task = useRouteRef(taskRouteRef);
  return useMemo(() => {
    const templatePath = (templateRef: string) => {
      const { namespace, name } = parseEntityRef(templateRef);
      return template?.({ namespace, templateName: name });
    };
    return {
      stacks: `${root()}/stacks`,
      register: `${root()}/stacks/register`,
      runs: `${root()}/runs`,
      approvals: `${root()}/approvals`,
      layers: `${root()}/layers`,
      stack: (stackId: string) => stack({ stackId }),
      run: (runId: string) => run({ runId }),
      create: create?.(),
      template: templatePath,
      form: ({
        templateRef,
        formData,
      }: Pick<StackForm, 'templateRef' | 'formData'>) => {
        const path = templatePath(templateRef);
        const query = new URLSearchParams({
          formData: JSON.stringify(formData),
        });
        return path && `${path}?${query}`;
      },
      task: (taskId: string) => task?.({ taskId }),
      mayOpenForms: template !== undefined,
      docs: (entityRef: string) => docs?.(parseEntityRef(entityRef)),
    };
  }, [root, stack, run, create, docs, task, template]);
}
