// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Link, Text } from '@backstage/ui';
import {
  type StackDetail,
  type StackSource,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  NarrowTable,
  RelativeTime,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { shortDigest } from '../run/RunFacts';
import { Value } from '../Value';
import { RollbackDialog } from './RollbackDialog';

const POLL_MS = 30_000;
const SHOWN = 20;

/** What a stack was made from, by which run and whom, now and before. */
export function StackSourceSection({ stack }: { stack: StackDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      api.listStackSources(stack.id, { limit: SHOWN }, { signal }),
    [api, stack.id],
  );
  const state = usePolling(load, { intervalMs: () => POLL_MS });
  return (
    <LoadView state={state} permission={stackReadPermission.name}>
      {({ items }) =>
        items.length === 0 ? (
          <Text color="secondary">
            {t(stack.standing ? 'made.source' : 'source.none')}
          </Text>
        ) : (
          <SourceTable stack={stack} sources={items} />
        )
      }
    </LoadView>
  );
}

function SourceTable(props: { stack: StackDetail; sources: StackSource[] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { stack, sources } = props;
  const [chosen, setChosen] = useState<StackSource>();
  const mayRollBack = stack.actions?.includes('rollback') ?? false;
  return (
    <>
      <NarrowTable
        label={t('source.history')}
        columns={[
          t('source.digest'),
          t('source.run'),
          t('source.by'),
          t('source.change'),
          t('rollback.button'),
        ]}
        rows={sources.map(source => ({
          key: source.runId,
          cells: [
            <Value key="digest" value={shortDigest(source.digest)} />,
            <AppliedBy key="run" source={source} />,
            <EntityRefLink key="by" entityRef={source.requestedBy} />,
            describeChange(source),
            <RollBack
              key="back"
              source={source}
              isOffered={mayRollBack}
              onPress={() => setChosen(source)}
            />,
          ],
        }))}
      />
      {chosen && (
        <RollbackDialog
          stack={stack}
          source={chosen}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}

function AppliedBy({ source }: { source: StackSource }) {
  const links = useStackLinks();
  return (
    <Link href={links.run(source.runId)}>
      <RelativeTime instant={source.appliedAt} />
    </Link>
  );
}

function describeChange({ change }: StackSource): string {
  return [change?.ticket, change?.reason].filter(Boolean).join(': ');
}

interface RollBackProps {
  source: StackSource;
  isOffered: boolean;
  onPress: () => void;
}

function RollBack({ source, isOffered, onPress }: RollBackProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <>
      {source.current && <Text color="secondary">{t('source.current')}</Text>}
      {isOffered && !source.current && (
        <Button
          size="small"
          variant="secondary"
          aria-label={`${t('rollback.button')} ${shortDigest(source.digest)}`}
          onPress={onPress}
        >
          {t('rollback.button')}
        </Button>
      )}
    </>
  );
}
