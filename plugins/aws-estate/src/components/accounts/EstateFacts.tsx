// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EstateAccounts } from '@groundwork/backstage-plugin-groundwork-common';
import {
  Facts,
  FreshnessNote,
  Section,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsEstateTranslationRef } from '../../translation';
import { Count, UnknownValue } from '../UnknownValue';
import type { EstateTotals } from './accountRows';

interface EstateFactsProps {
  estate: EstateAccounts;
  totals: EstateTotals;
}

/** The estate in numbers, as far as it is known. */
export function EstateFacts({ estate, totals }: EstateFactsProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { coveragePercent: percent } = estate;
  const why = t('unknown.neverRead');
  return (
    <Section
      title={t('accounts.facts')}
      actions={<FreshnessNote freshness={estate.freshness} />}
    >
      <Facts
        facts={[
          [
            t('accounts.coverage'),
            percent === undefined ? (
              <UnknownValue key="coverage" why={why} />
            ) : (
              t('accounts.coverageOf', { percent: String(percent) })
            ),
          ],
          [
            t('accounts.resources'),
            <Known key="resources" value={totals.resources} totals={totals} />,
          ],
          [
            t('accounts.unowned'),
            <Known key="unowned" value={totals.unowned} totals={totals} />,
          ],
          [
            t('accounts.targets'),
            t('accounts.targetsOf', {
              known: String(totals.known),
              all: String(totals.all),
            }),
          ],
        ]}
      />
    </Section>
  );
}

function Known(props: { value: number | undefined; totals: EstateTotals }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { value, totals } = props;
  if (value !== undefined && totals.known < totals.all) {
    return <>{t('accounts.known', { known: value.toLocaleString() })}</>;
  }
  return <Count value={value} why={t('unknown.neverRead')} />;
}
