// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  CostEstimate,
  CostLine,
} from '@groundwork/backstage-plugin-groundwork-common';
import { NarrowTable } from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { formatDifference } from '../money';
import { Value } from '../Value';
import styles from './RunCost.module.css';

/** How many lines are shown, and added each time. */
const STEP = 20;

const sizeOf = ({ monthly }: CostLine) => Math.abs(Number(monthly.expected));

/** The lines of an estimate, the largest first, whether they add or save. */
export function CostLines({ cost }: { cost: CostEstimate }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [shown, setShown] = useState(STEP);
  const lines = [...cost.lines].sort((a, b) => sizeOf(b) - sizeOf(a));
  const hidden = lines.length - shown;
  return (
    <>
      <NarrowTable
        label={t('cost.lines')}
        columns={[
          t('cost.resource'),
          t('cost.item'),
          t('cost.basis'),
          t('cost.month'),
        ]}
        rows={lines.slice(0, shown).map(line => ({
          key: `${line.address}/${line.item}`,
          cells: [
            <Value key="resource" value={line.address} />,
            line.item,
            <Basis key="basis" line={line} />,
            <Amount key="month" line={line} currency={cost.currency} />,
          ],
        }))}
      />
      {hidden > 0 && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setShown(shown + STEP)}
        >
          {t('cost.more', { count: Math.min(hidden, STEP) })}
        </Button>
      )}
    </>
  );
}

function Basis({ line }: { line: CostLine }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <>
      {line.basis}
      {line.usage && (
        <span className={styles.note}>
          {t('cost.usage', { usage: line.usage })}
        </span>
      )}
    </>
  );
}

function Amount(props: { line: CostLine; currency: string }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { low, expected, high } = props.line.monthly;
  const format = (amount: string) => formatDifference(amount, props.currency);
  return (
    <span className={styles.amount}>
      {format(expected)}
      {low !== high && (
        <span className={styles.note}>
          {t('cost.range', { low: format(low), high: format(high) })}
        </span>
      )}
    </span>
  );
}
