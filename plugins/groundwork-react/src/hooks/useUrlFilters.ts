// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * Filters that stand in the address, so that a filtered list can be bookmarked and sent to somebody.
 *
 * @public
 */
export function useUrlFilters<K extends string>(keys: readonly K[]) {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const values = useMemo(() => {
    const params = new URLSearchParams(text);
    return new Map(
      keys.flatMap(key => {
        const value = params.get(key);
        return value ? [[key, value] as const] : [];
      }),
    );
  }, [keys, text]);
  const set = useCallback(
    (key: K, value: string | undefined) =>
      setSearch(
        before => {
          const next = new URLSearchParams(before);
          if (value) next.set(key, value);
          else next.delete(key);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const clear = useCallback(
    () => setSearch(new URLSearchParams(), { replace: true }),
    [setSearch],
  );
  return {
    get: (key: K) => values.get(key),
    set,
    clear,
    isActive: values.size > 0,
  };
}
