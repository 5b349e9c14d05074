// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';

/** The time, kept in step with the clock. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
