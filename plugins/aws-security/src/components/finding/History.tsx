// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type FindingChange,
  complianceStatusSchema,
  recordStateSchema,
  severitySchema,
  workflowStatusSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  NarrowTable,
  RelativeTime,
  groundworkReactTranslationRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsSecurityTranslationRef } from '../../translation';
import styles from './Finding.module.css';

/** What has changed since a finding was first seen. */
export function History({ history }: { history: FindingChange[] }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const words = useValueWords();
  if (history.length === 0) {
    return <p className={styles.words}>{t('finding.noHistory')}</p>;
  }
  return (
    <NarrowTable
      label={t('finding.history')}
      columns={[
        t('finding.historyAt'),
        t('finding.historyField'),
        t('finding.historyFrom'),
        t('finding.historyTo'),
      ]}
      rows={history.map(change => ({
        key: `${change.at} ${change.field}`,
        cells: [
          <RelativeTime instant={change.at} />,
          t(`field.${change.field}`),
          change.from && words(change.field, change.from),
          words(change.field, change.to),
        ],
      }))}
    />
  );
}

/** The words for a value of a field; a value that is not known as it came. */
function useValueWords() {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const { t: shared } = useTranslationRef(groundworkReactTranslationRef);
  const readers: Record<
    FindingChange['field'],
    (value: string) => string | undefined
  > = {
    severity: value => {
      const { data } = severitySchema.safeParse(value);
      return data && shared(`severity.${data}`);
    },
    workflowStatus: value => {
      const { data } = workflowStatusSchema.safeParse(value);
      return data && t(`workflowStatus.${data}`);
    },
    recordState: value => {
      const { data } = recordStateSchema.safeParse(value);
      return data && t(`recordState.${data}`);
    },
    complianceStatus: value => {
      const { data } = complianceStatusSchema.safeParse(value);
      return data && t(`complianceStatus.${data}`);
    },
  };
  return (field: FindingChange['field'], value: string) =>
    readers[field](value) ?? value;
}
