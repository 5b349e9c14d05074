// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FindingDetail } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountLabel,
  Facts,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useAccountNames } from '../../hooks/useAccountNames';
import { awsSecurityTranslationRef } from '../../translation';
import styles from './Finding.module.css';

/** Where a finding is from, and when. */
export function FindingFacts({ finding }: { finding: FindingDetail }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const nameOf = useAccountNames();
  const { accountId, region, types, standards } = finding;
  return (
    <Facts
      facts={[
        [t('finding.product'), finding.product],
        [t('finding.control'), finding.controlId],
        [
          t('finding.account'),
          <AccountLabel
            accountId={accountId}
            region={region}
            name={nameOf(accountId)}
          />,
        ],
        [t('finding.created'), <RelativeTime instant={finding.createdAt} />],
        [t('finding.updated'), <RelativeTime instant={finding.updatedAt} />],
        [
          t('finding.firstSeen'),
          <RelativeTime instant={finding.firstSeenAt} />,
        ],
        [t('finding.lastSeen'), <RelativeTime instant={finding.lastSeenAt} />],
        [t('finding.types'), listOf(types)],
        [t('finding.standards'), listOf(standards)],
        [t('finding.sourceId'), finding.sourceId],
      ]}
    />
  );
}

function listOf(values: readonly string[]) {
  if (values.length === 0) return undefined;
  return (
    <ul className={styles.list}>
      {values.map(value => (
        <li key={value}>{value}</li>
      ))}
    </ul>
  );
}
