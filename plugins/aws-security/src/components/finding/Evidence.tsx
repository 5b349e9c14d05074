// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FindingDetail } from '@groundwork/backstage-plugin-groundwork-common';
import { CopyButton } from '@groundwork/backstage-plugin-groundwork-react';
import { useMemo } from 'react';
import { awsSecurityTranslationRef } from '../../translation';
import styles from './Finding.module.css';
import { Part } from './Part';

/** What scrolls has to be reachable with the keyboard. */
const REACHABLE = { tabIndex: 0 } as const;

/** The finding as it was read, to be copied. */
export function Evidence({ evidence }: Pick<FindingDetail, 'evidence'>) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const json = useMemo(() => JSON.stringify(evidence, null, 2), [evidence]);
  return (
    <Part
      title={t('finding.evidence')}
      action={<CopyButton name={t('finding.evidence')} value={json} />}
    >
      <p className={styles.words}>{t('finding.evidenceHint')}</p>
      <pre className={styles.evidence} {...REACHABLE}>
        {json}
      </pre>
    </Part>
  );
}
