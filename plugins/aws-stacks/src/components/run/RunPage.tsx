// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Container } from '@backstage/ui';
import {
  type RunDetail,
  type RunState,
  isTerminalRunState,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  Section,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { useRun, useRunPlan } from '../../hooks/useRun';
import { useRunEvents } from '../../hooks/useRunEvents';
import { awsStacksTranslationRef } from '../../translation';
import { FreezeBanner } from '../freezes/FreezeBanner';
import styles from '../Page.module.css';
import type { WantedResource } from '../plan/PlanResources';
import { ApprovalBox } from './ApprovalBox';
import { GateList } from './GateList';
import { RunCost } from './RunCost';
import { RunFacts } from './RunFacts';
import { RunHeader } from './RunHeader';
import { RunLog } from './RunLog';
import { RunPlanSection } from './RunPlanSection';
import { RunPolicy } from './RunPolicy';
import { RunQueueNote } from './RunQueueNote';
import { RunRecord } from './RunRecord';
import { RunTimeline } from './RunTimeline';

/** One run: its plan, who has to agree, and what happens. */
export function RunPage() {
  const { runId = '' } = useParams();
  const state = useRun(runId);
  return (
    <Container className={styles.page}>
      <LoadView state={state} permission={stackReadPermission.name}>
        {run => <RunView run={run} onChanged={state.reload} />}
      </LoadView>
    </Container>
  );
}

function RunView(props: { run: RunDetail; onChanged: () => void }) {
  const { run, onChanged } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const plan = useRunPlan(run.id, run.planDigest);
  const events = useRunEvents(run.id, isTerminalRunState(run.state));
  const [wanted, setWanted] = useState<WantedResource>();
  return (
    <>
      <RunHeader run={run} plan={plan.data} onChanged={onChanged} />
      {!isTerminalRunState(run.state) && <FreezeBanner target={run.target} />}
      <RunReason run={run} />
      {run.queue && <RunQueueNote queue={run.queue} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          <RunPolicy
            run={run}
            onShowResource={address => setWanted({ address })}
            onChanged={onChanged}
          />
          <RunPlanSection run={run} state={plan} wanted={wanted} />
          <RunCost run={run} />
          <Section title={t('log.title')}>
            <RunLog state={events} isLive={!isTerminalRunState(run.state)} />
          </Section>
        </div>
        <div className={styles.side}>
          <Section title={t('run.about')}>
            <RunFacts run={run} />
          </Section>
          <RunRecord run={run} />
          <Section title={t('approval.title')}>
            <ApprovalBox run={run} />
          </Section>
          {run.gates.length > 0 && (
            <Section title={t('gate.title')}>
              <GateList gates={run.gates} />
            </Section>
          )}
          <Section title={t('run.timeline')}>
            <RunTimeline state={events} />
          </Section>
        </div>
      </div>
    </>
  );
}

const REASON_LOOKS: Partial<Record<RunState, 'danger' | 'warning'>> = {
  failed: 'danger',
  'needs-attention': 'danger',
  'policy-failed': 'danger',
  gated: 'warning',
};

function RunReason({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (!run.reason && !run.hint) return null;
  // The policies say it themselves, each at what it objects to.
  if (run.state === 'policy-failed' && run.policy) return null;
  return (
    <Alert
      status={REASON_LOOKS[run.state] ?? 'info'}
      icon
      title={run.reason ?? run.hint}
      description={
        run.reason && run.hint ? t('run.hint', { hint: run.hint }) : undefined
      }
    />
  );
}
