// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';

/**
 * The value, once it has stood still for `waitMs`.
 *
 * @public
 */
export function useDebounced<T>(value: T, waitMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return settled;
}
