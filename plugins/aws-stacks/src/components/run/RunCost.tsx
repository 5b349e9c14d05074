// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  type CostEstimate,
  type RunDetail,
  isTerminalRunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import { Section } from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { formatDifference } from '../money';
import { CostLines } from './CostLines';
import styles from './RunCost.module.css';

/** What the change costs a month, line by line, or why that is not said. */
export function RunCost({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (!run.planDigest && isTerminalRunState(run.state)) return null;
  return (
    <Section title={t('cost.title')}>
      {run.cost ? (
        <Estimate cost={run.cost} />
      ) : (
        <Text color="secondary">{t(`cost.${whyNone(run)}`)}</Text>
      )}
    </Section>
  );
}

function whyNone(run: RunDetail): 'pending' | 'unchanged' | 'none' {
  if (run.hasChanges === false) return 'unchanged';
  const isReviewed = run.planDigest && run.state !== 'planned';
  return isReviewed ? 'none' : 'pending';
}

function Estimate({ cost }: { cost: CostEstimate }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <>
      <Figures cost={cost} />
      {cost.lines.length > 0 ? (
        <CostLines cost={cost} />
      ) : (
        <Text color="secondary">{t('cost.noLines')}</Text>
      )}
      <LeftOut cost={cost} />
      <Sources cost={cost} />
    </>
  );
}

function Figures({ cost }: { cost: CostEstimate }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <dl className={styles.figures}>
      {(['low', 'expected', 'high'] as const).map(part => (
        <div
          key={part}
          className={`${styles.figure} ${
            part === 'expected' ? styles.expected : ''
          }`}
        >
          <dt>{t(`cost.${part}`)}</dt>
          <dd>{formatDifference(cost.monthly[part], cost.currency)}</dd>
        </div>
      ))}
    </dl>
  );
}

function LeftOut({ cost }: { cost: CostEstimate }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (cost.leftOut.length === 0) return null;
  return (
    <div>
      <h3 className={styles.heading} id="cost-left-out">
        {t('cost.leftOut')}
      </h3>
      <ul className={styles.list} aria-labelledby="cost-left-out">
        {cost.leftOut.map(({ what, reason }) => (
          <li key={`${what}/${reason}`}>
            {t('cost.leftOutEntry', { what, reason })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Sources({ cost }: { cost: CostEstimate }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <div>
      <h3 className={styles.heading} id="cost-sources">
        {t('cost.sources')}
      </h3>
      <ul className={styles.list} aria-labelledby="cost-sources">
        {cost.sources.map(({ name, date, url }) => {
          const words = t('cost.source', { name, date });
          return (
            <li key={name}>
              {url ? (
                <Link href={url} target="_blank" rel="noopener noreferrer">
                  {words}
                </Link>
              ) : (
                words
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
