// SPDX-License-Identifier: Apache-2.0
import { arnSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { useSearchParams } from 'react-router-dom';

const PARAMETER = 'import';

/** What another page wants to be imported, by `?import=` and its ARN. */
export function useWantedImport() {
  const [search, setSearch] = useSearchParams();
  const arn = arnSchema.safeParse(search.get(PARAMETER)).data;
  return {
    arn,
    /** An address that goes on to say so. */
    handOn: (path: string) =>
      arn ? `${path}?${new URLSearchParams({ [PARAMETER]: arn })}` : path,
    forget: () => {
      const rest = new URLSearchParams(search);
      rest.delete(PARAMETER);
      setSearch(rest, { replace: true });
    },
  };
}
