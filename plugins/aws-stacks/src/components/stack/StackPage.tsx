// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Text } from '@backstage/ui';
import {
  type StackDetail,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  Section,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiBookOpenLine } from '@remixicon/react';
import { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { StackStatusBadge } from '../StackStatusBadge';
import { DestroyedNotice } from './DestroyedNotice';
import { DriftBadge } from '../drift/DriftBadge';
import { DriftSection } from '../drift/DriftSection';
import { PromotionSection } from '../promotion/PromotionSection';
import { LayerVersionSection } from '../versions/LayerVersionSection';
import { DownloadSource } from './DownloadSource';
import { StackActions } from './StackActions';
import { StackDependencies } from './StackDependencies';
import { StackFacts } from './StackFacts';
import { StackOutputs } from './StackOutputs';
import { StackResources } from './StackResources';
import { StackRuns } from './StackRuns';
import { StackSourceSection } from './StackSourceSection';
import { StandingNotice } from './StandingNotice';

const POLL_MS = 10_000;

/** One stack: what it is, what it made, what it gives, and its runs. */
export function StackPage() {
  const { stackId = '' } = useParams();
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getStack(stackId, { signal }),
    [api, stackId],
  );
  const state = usePolling(load, { intervalMs: () => POLL_MS });
  return (
    <Container className={styles.page}>
      <LoadView state={state} permission={stackReadPermission.name}>
        {stack => <StackView stack={stack} />}
      </LoadView>
    </Container>
  );
}

function StackView({ stack }: { stack: StackDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const isDestroyed = stack.status === 'destroyed';
  return (
    <>
      <StackHeader stack={stack} />
      <DestroyedNotice stack={stack} />
      <StandingNotice stack={stack} />
      <Section title={t('stack.facts')}>
        <StackFacts stack={stack} />
      </Section>
      {!isDestroyed && <DriftSection stack={stack} />}
      <Section title={t('stack.outputs')}>
        <StackOutputs outputs={stack.outputs} />
      </Section>
      <Section title={t(isDestroyed ? 'destroyed.kept' : 'stack.resources')}>
        <StackResources
          resources={stack.resources}
          empty={isDestroyed ? t('destroyed.keptEmpty') : undefined}
        />
        {stack.engine === 'cdk' && stack.actions?.includes('change') && (
          <Text color="secondary">{t('import.cdk')}</Text>
        )}
      </Section>
      <Section title={t('source.title')}>
        <StackSourceSection stack={stack} />
      </Section>
      {!stack.standing && !isDestroyed && (
        <>
          <LayerVersionSection stack={stack} />
          <PromotionSection stack={stack} />
        </>
      )}
      <Section title={t('stack.dependsOn')}>
        <StackDependencies dependsOn={stack.dependsOn} />
      </Section>
      <Section title={t('stack.runs')}>
        <StackRuns stackId={stack.id} />
      </Section>
    </>
  );
}

function StackHeader({ stack }: { stack: StackDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const docs = stack.appliedAt ? links.docs(stack.entityRef) : undefined;
  return (
    <header className={styles.head}>
      <div>
        <div className={styles.title}>
          <Text as="h1" variant="title-small" weight="bold">
            {stack.layer} / {stack.name}
          </Text>
          <StackStatusBadge status={stack.status} standing={stack.standing} />
          {stack.status === 'applied' && <DriftBadge drift={stack.drift} />}
        </div>
        {stack.description && (
          <Text color="secondary">{stack.description}</Text>
        )}
      </div>
      <div className={styles.actions}>
        {docs && (
          <ButtonLink
            href={docs}
            size="small"
            variant="secondary"
            iconStart={<RiBookOpenLine />}
          >
            {t('stack.docs')}
          </ButtonLink>
        )}
        {stack.sourceDigest && <DownloadSource stack={stack} />}
        <StackActions stack={stack} />
      </div>
    </header>
  );
}
