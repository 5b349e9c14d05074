// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FindingDetail } from '@groundwork/backstage-plugin-groundwork-common';
import {
  CopyButton,
  NarrowTable,
  SeverityBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsSecurityTranslationRef } from '../../translation';
import {
  ComplianceBadge,
  RecordStateBadge,
  WorkflowBadge,
} from '../stateBadges';
import { Evidence } from './Evidence';
import styles from './Finding.module.css';
import { FindingFacts } from './FindingFacts';
import { History } from './History';
import { Part } from './Part';
import { Remediation } from './Remediation';

/** All that is known of a finding. */
export function FindingDetails({ finding }: { finding: FindingDetail }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  return (
    <div className={styles.details}>
      <Badges finding={finding} />
      <p className={styles.words}>{finding.description}</p>
      <FindingFacts finding={finding} />
      <Part title={t('finding.remediation')}>
        <Remediation remediation={finding.remediation} />
      </Part>
      <Part title={t('finding.resources')}>
        <NarrowTable
          label={t('finding.resources')}
          columns={[
            t('finding.resource'),
            t('finding.type'),
            t('finding.region'),
          ]}
          rows={finding.resources.map(({ id, type, region }, index) => ({
            key: `${index} ${id}`,
            cells: [id, type, region],
          }))}
        />
      </Part>
      <Part title={t('finding.history')}>
        <History history={finding.history} />
      </Part>
      <Evidence evidence={finding.evidence} />
    </div>
  );
}

function Badges({ finding }: { finding: FindingDetail }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  return (
    <div className={styles.badges}>
      <SeverityBadge severity={finding.severity} />
      <WorkflowBadge status={finding.workflowStatus} />
      <RecordStateBadge state={finding.recordState} />
      {finding.complianceStatus && (
        <ComplianceBadge status={finding.complianceStatus} />
      )}
      <span className={styles.link}>
        <CopyButton name={t('finding.copyLink')} value={window.location.href} />
      </span>
    </div>
  );
}
