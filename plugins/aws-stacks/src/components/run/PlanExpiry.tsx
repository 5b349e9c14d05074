// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { useEffect, useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';

/** A span in its two largest units: "23 h 10 min", "4 min 30 s". */
export function describeSpan(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first === -1 ? 3 : first)
    .slice(0, 2)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** Counts down while the plan can still be applied. */
export function PlanExpiry({ run }: { run: Run }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (!run.expiresAt) return <>–</>;
  const left = Date.parse(run.expiresAt) - now;
  return (
    <time
      dateTime={run.expiresAt}
      title={new Date(run.expiresAt).toLocaleString()}
    >
      {left > 0 ? describeSpan(left) : t('run.expired')}
    </time>
  );
}
