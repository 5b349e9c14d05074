// SPDX-License-Identifier: Apache-2.0
import type { StatusTone } from '../StatusBadge';

/**
 * One of the numbers that every row of a chart has.
 *
 * @public
 */
export interface ChartSeries {
  id: string;
  label: string;
  tone: StatusTone;
}

/**
 * A row of a chart: a bar, and a line of its table.
 *
 * @public
 */
export interface ChartRow {
  label: string;
  /** By the id of the series. What is absent is unknown, which is not zero. */
  values: Readonly<Record<string, number | undefined>>;
}

/**
 * What a chart shows.
 *
 * @public
 */
export interface ChartData {
  /** What the rows are, such as "Severity". */
  category: string;
  series: readonly ChartSeries[];
  rows: readonly ChartRow[];
  /** Whether there may be more than the numbers say. */
  isLowerBound?: boolean;
}

/** The colour of each tone, in both themes. */
export const TONE_COLOURS: Record<StatusTone, string> = {
  neutral: 'var(--bui-fg-secondary)',
  busy: 'var(--bui-announcement-bg)',
  positive: 'var(--bui-positive-bg)',
  warning: 'var(--bui-warning-bg)',
  negative: 'var(--bui-negative-bg)',
};
