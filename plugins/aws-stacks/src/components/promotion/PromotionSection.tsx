// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Button, Flex, Link, Text } from '@backstage/ui';
import {
  type NextPromotion,
  type PromotionStep,
  type StackDetail,
  type StackPromotion,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EnvironmentBadge,
  LoadView,
  NarrowTable,
  RelativeTime,
  RunStateBadge,
  Section,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiArrowUpLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { TargetLabel } from '../TargetLabel';
import { PromoteDialog } from './PromoteDialog';

const POLL_MS = 30_000;

/** Where the code of a stack stands in each environment, and the way to the next. */
export function PromotionSection({ stack }: { stack: StackDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getStackPromotion(stack.id, { signal }),
    [api, stack.id],
  );
  const state = usePolling(load, { intervalMs: () => POLL_MS });
  return (
    <Section title={t('promotion.title')}>
      <LoadView state={state} permission={stackReadPermission.name}>
        {promotion => <Ladder stack={stack} promotion={promotion} />}
      </LoadView>
    </Section>
  );
}

function Ladder(props: { stack: StackDetail; promotion: StackPromotion }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { stack, promotion } = props;
  const { steps, next } = promotion;
  return (
    <Flex direction="column" gap="3">
      <NarrowTable
        label={t('promotion.ladder')}
        columns={[
          t('promotion.environment'),
          t('promotion.stack'),
          t('promotion.code'),
          t('promotion.version'),
          t('promotion.lastRun'),
          t('promotion.applied'),
        ]}
        rows={steps.map(step => ({
          key: step.environment,
          cells: [
            <StepName key="name" step={step} />,
            <StepStack key="stack" step={step} />,
            step.stack && <StepCode key="code" step={step} />,
            step.stack?.layerVersion,
            <StepRun key="run" step={step} />,
            <StepApplied key="applied" step={step} />,
          ],
        }))}
      />
      {next && <NextStep stack={stack} next={next} />}
      {!next && <Text color="secondary">{t('promotion.last')}</Text>}
    </Flex>
  );
}

function StepName({ step }: { step: PromotionStep }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <>
      <EnvironmentBadge environment={step.environment} />
      {step.required && (
        <Text as="p" variant="body-small" color="secondary">
          {t('promotion.required')}
        </Text>
      )}
    </>
  );
}

function StepStack({ step: { hidden, stack } }: { step: PromotionStep }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  if (hidden) return <>{t('promotion.hidden')}</>;
  if (!stack) return <>{t('promotion.none')}</>;
  if (stack.current) return <>{t('promotion.current')}</>;
  return (
    <Link href={links.stack(stack.stackId)}>
      <TargetLabel target={stack.target} />
    </Link>
  );
}

function StepCode({ step: { stack } }: { step: PromotionStep }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (!stack?.code) return <>{t('promotion.notApplied')}</>;
  return <>{t(`promotionCode.${stack.code}`)}</>;
}

function StepRun({ step: { stack } }: { step: PromotionStep }) {
  const links = useStackLinks();
  if (!stack?.lastRun) return null;
  const { id, state } = stack.lastRun;
  return (
    <Link href={links.run(id)}>
      <RunStateBadge state={state} />
    </Link>
  );
}

function StepApplied({ step: { stack } }: { step: PromotionStep }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (!stack?.applied) return null;
  const { at, requestedBy } = stack.applied;
  return (
    <>
      <RelativeTime instant={at} /> {t('promotion.by')}{' '}
      <EntityRefLink entityRef={requestedBy} />
    </>
  );
}

function NextStep({
  stack,
  next,
}: {
  stack: StackDetail;
  next: NextPromotion;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { blocked, environment, files, fileCount, mayPromote } = next;
  if (blocked) {
    return (
      <Alert
        status="info"
        icon
        title={t('promotion.blocked', { reason: blocked })}
      />
    );
  }
  return (
    <>
      <Text color="secondary">
        {t('promotion.files', { count: fileCount })}
      </Text>
      {next.target && files.length > 0 && (
        <ul>
          {files.map(({ path, change }) => (
            <li key={path}>
              <code>{path}</code> {t(`promotionFile.${change}`)}
            </li>
          ))}
        </ul>
      )}
      {mayPromote && (
        <div>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiArrowUpLine />}
            onPress={() => setOpen(true)}
          >
            {t('promotion.button', { environment })}
          </Button>
        </div>
      )}
      {isOpen && (
        <PromoteDialog
          stack={stack}
          next={next}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
