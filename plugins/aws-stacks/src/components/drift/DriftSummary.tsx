// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type { StackDriftReport } from '@groundwork/backstage-plugin-groundwork-common';
import {
  Facts,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { DriftBadge } from './DriftBadge';

/** How it stands, how old that is, and what has to be known to read it. */
export function DriftSummary({ report }: { report: StackDriftReport }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { drift, checking, dueAt, notes } = report;
  const { checkedAt, problem, resources, since } = drift;
  return (
    <>
      <Facts
        facts={[
          [t('drift.state'), <DriftBadge key="state" drift={drift} />],
          [
            t('drift.checkedAt'),
            checkedAt ? (
              <RelativeTime instant={checkedAt} />
            ) : (
              t('drift.neverChecked')
            ),
          ],
          [t('drift.since'), since && <RelativeTime instant={since} />],
          [
            t('drift.counted'),
            drift.state === 'drifted'
              ? t('drift.countedValue', { count: resources })
              : undefined,
          ],
          [
            t('drift.next'),
            checking
              ? t('drift.checking')
              : dueAt && <RelativeTime instant={dueAt} />,
          ],
        ]}
      />
      {problem && (
        <Alert
          status="warning"
          icon
          title={t('drift.problem', { message: problem })}
          description={checkedAt && t('drift.lastSeen')}
        />
      )}
      {notes.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('drift.notes')}
          description={notes.join('\n')}
        />
      )}
      {drift.state === 'in-sync' && (
        <Text color="secondary">{t('drift.inSync')}</Text>
      )}
    </>
  );
}
