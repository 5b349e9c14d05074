// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Link, Text } from '@backstage/ui';
import {
  ANNOTATION_STACK_ID,
  type Stack,
  type StacksPage,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EnvironmentBadge,
  LoadView,
  ProblemsNotice,
  SkeletonRows,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useEntityStacks } from '../../hooks/useEntityStacks';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { DriftBadge } from '../drift/DriftBadge';
import { StackFacts } from '../stack/StackFacts';
import { StackStatusBadge } from '../StackStatusBadge';

const SHOWN = 5;

/** How the infrastructure of an entity is, in a card. An entity without any has a short line, not an error. */
export function EntityInfrastructureCard() {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const state = useEntityStacks();
  return (
    <EntityInfoCard title={t('entity.title')}>
      <LoadView
        state={state}
        permission={stackReadPermission.name}
        skeleton={<SkeletonRows rows={2} height={28} />}
      >
        {page => <CardContent page={page} />}
      </LoadView>
    </EntityInfoCard>
  );
}

function CardContent({ page }: { page: StacksPage }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { entity } = useEntity();
  const links = useStackLinks();
  const ownId = entity.metadata.annotations?.[ANNOTATION_STACK_ID];
  const own = page.items.find(stack => stack.id === ownId);
  if (own) {
    return (
      <Flex direction="column" gap="4">
        <div>
          <StackStatusBadge status={own.status} standing={own.standing} />
        </div>
        <StackFacts stack={own} withoutEntity />
        <Flex>
          <ButtonLink
            size="small"
            variant="secondary"
            href={links.stack(own.id)}
          >
            {t('entity.open')}
          </ButtonLink>
        </Flex>
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="3">
      <ProblemsNotice problems={page.problems} />
      <StackLines stacks={page.items} />
    </Flex>
  );
}

function StackLines({ stacks }: { stacks: Stack[] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  if (stacks.length === 0) {
    return <Text color="secondary">{t('entity.emptyTitle')}</Text>;
  }
  const hidden = stacks.length - SHOWN;
  return (
    <>
      {stacks.slice(0, SHOWN).map(stack => (
        <Flex key={stack.id} align="center" justify="between" gap="2">
          <Link href={links.stack(stack.id)}>
            {stack.layer} / {stack.name}
          </Link>
          <Flex gap="2">
            <EnvironmentBadge environment={stack.target.environment} />
            {stack.drift.state === 'drifted' && (
              <DriftBadge drift={stack.drift} />
            )}
            <StackStatusBadge status={stack.status} standing={stack.standing} />
          </Flex>
        </Flex>
      ))}
      {hidden > 0 && (
        <Text color="secondary">{t('entity.more', { count: hidden })}</Text>
      )}
    </>
  );
}
