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

/** Turns samples into a line of the report. A ratio is statistic over statistic; of several rounds the median counts. */
export function conclude(
  figure: Pick<Figure, 'name' | 'unit' | 'target' | 'bound' | 'statistic'>,
  measured: Measurement | readonly Measurement[],
): FigureResult {
  const rounds = 'samples' in measured ? [measured] : measured;
  const values = rounds.map(round => valueOf(figure, round));
  const baselines = rounds.flatMap(({ baseline }) =>
    baseline ? [statisticOf(figure, baseline)] : [],
  );
  const value = median(values);
  return {
    name: figure.name,
    value: round3(value),
    unit: figure.unit,
    target: figure.target ?? null,
    holds: isHeld(figure, value),
    ...(baselines.length === 0 ? {} : { baseline: round3(median(baselines)) }),
  };
}

function valueOf(
  figure: Pick<Figure, 'name' | 'unit' | 'statistic'>,
  { samples, baseline }: Measurement,
): number {
  const product = statisticOf(figure, samples);
  if (figure.unit !== 'ratio') return product;
  if (!baseline) {
    throw new InputError(`${figure.name} is a ratio and has no baseline`);
  }
  return product / statisticOf(figure, baseline);
}

function statisticOf(
  { statistic }: Pick<Figure, 'statistic'>,
  samples: readonly number[],
): number {
  return statistic === 'median' ? median(samples) : percentile(samples, 0.95);
}

/** A figure without a target promises nothing. */
function isHeld(
  { target, bound }: Pick<Figure, 'target' | 'bound'>,
  value: number,
): boolean {
  if (target === undefined) return true;
  return bound === 'least' ? value >= target : value <= target;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
