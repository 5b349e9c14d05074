// SPDX-License-Identifier: Apache-2.0
import { useNow } from '../hooks/useNow';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** What is so little ahead is the clock of another machine, or the last tick of this page's. */
const CLOCKS_DIFFER_SECONDS = 3;

/**
 * How far away an instant is, in words: "3 minutes ago", "in 2 hours".
 *
 * @public
 */
export function describeInstant(instant: string, now: number): string {
  const ahead = Math.round((Date.parse(instant) - now) / 1000);
  const seconds = ahead > 0 && ahead < CLOCKS_DIFFER_SECONDS ? 0 : ahead;
  const [unit, size] =
    UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[5];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(
    Math.trunc(seconds / size),
    unit,
  );
}

/**
 * Props of {@link RelativeTime}.
 *
 * @public
 */
export interface RelativeTimeProps {
  /** An ISO 8601 instant. */
  instant: string;
}

/**
 * How long ago, or in how long; the exact instant on hover and for assistive technology.
 *
 * @public
 */
export function RelativeTime({ instant }: RelativeTimeProps) {
  const now = useNow();
  return (
    <time dateTime={instant} title={new Date(instant).toLocaleString()}>
      {describeInstant(instant, now)}
    </time>
  );
}
