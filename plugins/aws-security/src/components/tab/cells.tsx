// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, Link } from '@backstage/ui';
import type { Finding } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountLabel,
  RelativeTime,
  SeverityBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsSecurityTranslationRef } from '../../translation';
import { RecordStateBadge, WorkflowBadge } from '../stateBadges';
import styles from './EntitySecurityContent.module.css';
import { shortResource } from './shortResource';

// Functions, not components: a table wants its cells at the top of what a column answers.

/** How bad it is. */
export const severityCell = ({ severity }: Finding) => (
  <Cell>
    <SeverityBadge severity={severity} />
  </Cell>
);

/** The title, which opens the finding, with its product and control. */
export const titleCell = (finding: Finding, href: string) => (
  <Cell>
    <span className={styles.cell}>
      <Link href={href}>{finding.title}</Link>
      <span className={styles.detail}>
        {[finding.product, finding.controlId].filter(Boolean).join(' · ')}
      </span>
    </span>
  </Cell>
);

/** The resource, and the entity in between where it is of another. */
export const resourceCell = ({ resource, via }: Finding) => (
  <Cell>
    <span className={styles.cell}>
      <span title={resource.id}>{shortResource(resource.id)}</span>
      <span className={styles.detail}>{resource.type}</span>
      {via && <Via entityRef={via} />}
    </span>
  </Cell>
);

/** Account and Region. */
export const accountCell = (finding: Finding, name: string | undefined) => (
  <Cell>
    <AccountLabel
      accountId={finding.accountId}
      region={finding.region}
      name={name}
    />
  </Cell>
);

/** How it stands, and since when it is there. */
export const stateCell = (finding: Finding) => (
  <Cell>
    <State finding={finding} />
  </Cell>
);

function Via({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  return (
    <span className={styles.detail}>
      {t('row.via')} <EntityRefLink entityRef={entityRef} />
    </span>
  );
}

function State({ finding }: { finding: Finding }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const when = <RelativeTime instant={finding.createdAt} />;
  return (
    <span className={styles.cell}>
      <span className={styles.badges}>
        <WorkflowBadge status={finding.workflowStatus} />
        {finding.recordState !== 'active' && (
          <RecordStateBadge state={finding.recordState} />
        )}
      </span>
      <span className={styles.detail}>{t('row.created', { when })}</span>
    </span>
  );
}
