// SPDX-License-Identifier: Apache-2.0
import type { UnownedResource } from '@groundwork/backstage-plugin-groundwork-common';
import { useCallback, useMemo, useState } from 'react';
import type { Selection } from './owners';

const NOTHING: Selection = { selected: new Map(), chosen: new Map() };

/** What is selected over the pages of a list, and who was chosen for it. */
export function useSelection() {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const selectOnPage = useCallback(
    (page: readonly UnownedResource[], arns: ReadonlySet<string>) =>
      setSelection(({ selected, chosen }) => {
        const next = new Map(selected);
        for (const resource of page) {
          if (arns.has(resource.arn)) next.set(resource.arn, resource);
          else next.delete(resource.arn);
        }
        return { selected: next, chosen };
      }),
    [],
  );
  const choose = useCallback(
    (resources: readonly UnownedResource[], entityRef: string) =>
      setSelection(({ selected, chosen }) => {
        const next = new Map(chosen);
        for (const { arn } of resources) next.set(arn, entityRef);
        return { selected, chosen: next };
      }),
    [],
  );
  const clear = useCallback(
    () => setSelection(({ chosen }) => ({ selected: new Map(), chosen })),
    [],
  );
  return useMemo(
    () => ({ ...selection, selectOnPage, choose, clear }),
    [selection, selectOnPage, choose, clear],
  );
}
