// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import type { Figure, FigureResult, Measurement } from './figure';

/** The value below which `share` of the samples lie, by the nearest-rank method. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) {
    throw new InputError('A figure needs at least one sample, got none');
  }
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1];
}

/** The middle sample; of an even number, the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  const lower = percentile(samples, 0.5);
  if (samples.length % 2 === 1) return lower;
  const sorted = [...samples].sort((a, b) => a - b);
  return (lower + sorted[samples.length / 2]) / 2;
}

/** Turns samples into a line of the report. A ratio is statistic over statistic. */
export function conclude(
  figure: Pick<Figure, 'name' | 'unit' | 'target' | 'statistic'>,
  measurement: Measurement,
): FigureResult {
  const of = (samples: readonly number[]) =>
    figure.statistic === 'median' ? median(samples) : percentile(samples, 0.95);
  const product = of(measurement.samples);
  const baseline = measurement.baseline ? of(measurement.baseline) : undefined;
  if (figure.unit === 'ratio' && baseline === undefined) {
    throw new InputError(`${figure.name} is a ratio and has no baseline`);
  }
  const value =
    figure.unit === 'ratio' && baseline !== undefined
      ? product / baseline
      : product;
  return {
    name: figure.name,
    value: round(value),
    unit: figure.unit,
    target: figure.target,
    holds: value <= figure.target,
    ...(baseline === undefined ? {} : { baseline: round(baseline) }),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
