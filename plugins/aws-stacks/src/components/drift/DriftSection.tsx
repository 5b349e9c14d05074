// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type Stack,
  type StackDriftReport,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  Section,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { DriftActions } from './DriftActions';
import { DriftRules } from './DriftRules';
import { DriftSummary } from './DriftSummary';
import { DriftedResources } from './DriftedResources';
import { type DriftTarget, IgnoreDialog } from './IgnoreDialog';
import { UncheckedResources } from './UncheckedResources';

const CHECKING_MS = 2_000;
const WAITING_MS = 15_000;

/** How a stack stands against its source, and what can be done about it. */
export function DriftSection({ stack }: { stack: Stack }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getStackDrift(stack.id, { signal }),
    [api, stack.id],
  );
  const state = usePolling(load, {
    intervalMs: report => (report?.checking ? CHECKING_MS : WAITING_MS),
  });
  if (stack.status !== 'applied') {
    return (
      <Section title={t('drift.title')}>
        <Text color="secondary">{t('drift.notApplied')}</Text>
      </Section>
    );
  }
  return (
    <Section
      title={t('drift.title')}
      actions={
        state.data && (
          <DriftActions
            stack={stack}
            report={state.data}
            onChange={state.reload}
          />
        )
      }
    >
      <LoadView state={state} permission={stackReadPermission.name}>
        {report => (
          <DriftView stack={stack} report={report} onChange={state.reload} />
        )}
      </LoadView>
    </Section>
  );
}

interface DriftViewProps {
  stack: Stack;
  report: StackDriftReport;
  onChange: () => void;
}

function DriftView({ stack, report, onChange }: DriftViewProps) {
  const [ignoring, setIgnoring] = useState<DriftTarget>();
  const mayIgnore = report.actions.includes('ignore');
  return (
    <>
      <DriftSummary report={report} />
      <DriftedResources
        engine={stack.engine}
        resources={report.resources}
        onIgnore={mayIgnore ? setIgnoring : undefined}
      />
      <UncheckedResources addresses={report.unchecked} />
      <DriftRules stackId={stack.id} report={report} onChange={onChange} />
      {ignoring && (
        <IgnoreDialog
          stackId={stack.id}
          target={ignoring}
          onDone={onChange}
          onClose={() => setIgnoring(undefined)}
        />
      )}
    </>
  );
}
