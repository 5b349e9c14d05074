// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import {
  ANNOTATION_STACK_ID,
  type Stack,
  type StacksPage,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EmptyState,
  LoadView,
  ProblemsNotice,
  Section,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';
import { useAccounts } from '../../hooks/useAccounts';
import { useLayerVersions } from '../../hooks/useLayerVersions';
import { useEntityStacks } from '../../hooks/useEntityStacks';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { StackFacts } from '../stack/StackFacts';
import { StackOutputs } from '../stack/StackOutputs';
import { StackRuns } from '../stack/StackRuns';
import { StackTable } from '../stacks/StackTable';
import { StackStatusBadge } from '../StackStatusBadge';

/** The tab "Infrastructure": an entity's own stack in full, or the list of its stacks. */
export function EntityInfrastructureContent() {
  const state = useEntityStacks();
  return (
    <div className={styles.page}>
      <LoadView state={state} permission={stackReadPermission.name}>
        {page => <Content page={page} />}
      </LoadView>
    </div>
  );
}

function Content({ page }: { page: StacksPage }) {
  const { entity } = useEntity();
  const { nameOf } = useAccounts();
  const { newestOf } = useLayerVersions();
  const ownId = entity.metadata.annotations?.[ANNOTATION_STACK_ID];
  const own = page.items.find(stack => stack.id === ownId);
  if (own) return <OwnStack stack={own} />;
  return (
    <>
      <ProblemsNotice problems={page.problems} />
      {page.items.length > 0 ? (
        <StackTable stacks={page.items} nameOf={nameOf} newestOf={newestOf} />
      ) : (
        <NoInfrastructure />
      )}
    </>
  );
}

function NoInfrastructure() {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { create } = useStackLinks();
  return (
    <EmptyState
      title={t('entity.emptyTitle')}
      description={t('entity.empty')}
      action={
        create && (
          <ButtonLink variant="secondary" href={create}>
            {t('entity.create')}
          </ButtonLink>
        )
      }
    />
  );
}

function OwnStack({ stack }: { stack: Stack }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const links = useStackLinks();
  const load = useCallback(
    (signal: AbortSignal) => api.getStack(stack.id, { signal }),
    [api, stack.id],
  );
  const detail = usePolling(load);
  return (
    <>
      <Section
        title={`${stack.layer} / ${stack.name}`}
        actions={
          <ButtonLink
            size="small"
            variant="secondary"
            href={links.stack(stack.id)}
          >
            {t('entity.open')}
          </ButtonLink>
        }
      >
        <div>
          <StackStatusBadge status={stack.status} standing={stack.standing} />
        </div>
        <StackFacts stack={stack} withoutEntity />
      </Section>
      <Section title={t('stack.outputs')}>
        <LoadView state={detail} permission={stackReadPermission.name}>
          {({ outputs }) => <StackOutputs outputs={outputs} />}
        </LoadView>
      </Section>
      <Section title={t('stack.runs')}>
        <StackRuns stackId={stack.id} />
      </Section>
    </>
  );
}
