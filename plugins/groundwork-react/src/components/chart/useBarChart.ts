// SPDX-License-Identifier: Apache-2.0
import { type ComponentType, useEffect, useState } from 'react';
import type { ChartData } from './chartData';

interface LoadedChart {
  /** Absent while it is loaded. */
  BarChart?: ComponentType<ChartData>;
  hasFailed: boolean;
}

/** Loads what draws bars. */
export function useBarChart(): LoadedChart {
  const [loaded, setLoaded] = useState<LoadedChart>({ hasFailed: false });
  useEffect(() => {
    let isWanted = true;
    const set = (chart: LoadedChart) => isWanted && setLoaded(chart);
    import('./BarChart').then(
      ({ BarChart }) => set({ BarChart, hasFailed: false }),
      () => set({ hasFailed: true }),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return loaded;
}
