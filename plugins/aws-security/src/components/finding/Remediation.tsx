// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { FindingDetail } from '@groundwork/backstage-plugin-groundwork-common';
import { awsSecurityTranslationRef } from '../../translation';
import styles from './Finding.module.css';
import { webAddress } from './webAddress';

/** What the product advises to do. */
export function Remediation(props: Pick<FindingDetail, 'remediation'>) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const { text, url } = props.remediation;
  const href = webAddress(url);
  if (!text && !href) {
    return <p className={styles.words}>{t('finding.noRemediation')}</p>;
  }
  return (
    <>
      {text && <p className={styles.words}>{text}</p>}
      {href && (
        <Link href={href} target="_blank" rel="noopener noreferrer">
          {t('finding.remediationLink')}
        </Link>
      )}
    </>
  );
}
