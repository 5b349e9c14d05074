// SPDX-License-Identifier: Apache-2.0
import { findingReadPermission } from '@groundwork/backstage-plugin-groundwork-common';
import {
  FreshnessNote,
  LoadView,
  ProblemsNotice,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useFindingsSummary } from '../../hooks/useFindingsSummary';
import { useOpenFinding } from '../../hooks/useOpenFinding';
import { FindingDrawer } from '../finding/FindingDrawer';
import styles from './EntitySecurityContent.module.css';
import { FindingsSection } from './FindingsSection';
import { SummarySection } from './SummarySection';

/** The tab "Security": the findings of an entity in numbers, and each of them. */
export function EntitySecurityContent() {
  const summary = useFindingsSummary();
  const openFinding = useOpenFinding();
  return (
    <div className={styles.page}>
      <LoadView state={summary} permission={findingReadPermission.name}>
        {data => (
          <>
            <ProblemsNotice problems={data.problems} />
            <FreshnessNote freshness={data.freshness} />
            <SummarySection summary={data} />
            <FindingsSection known={data.known} hrefOf={openFinding.hrefOf} />
          </>
        )}
      </LoadView>
      {openFinding.id && (
        <FindingDrawer findingId={openFinding.id} onClose={openFinding.close} />
      )}
    </div>
  );
}
