// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink, Container } from '@backstage/ui';
import {
  type Environment,
  type LayerVersions,
  type StackStatus,
  type StacksQuery,
  environmentSchema,
  stackReadPermission,
  stackStatusSchema,
  stacksQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EmptyState,
  LoadView,
  ProblemsNotice,
  useDebounced,
  useUrlFilters,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useEffect, useState } from 'react';
import { useAccounts } from '../../hooks/useAccounts';
import { useLayerVersions } from '../../hooks/useLayerVersions';
import { useStackLinks } from '../../hooks/useStackLinks';
import { type StackList, useStackList } from '../../hooks/useStackList';
import { awsStacksTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { BehindNotice } from '../versions/BehindNotice';
import { STACK_FILTERS, StackFilters } from './StackFilters';
import { StacksActions } from './StacksActions';
import { StackTable } from './StackTable';

function asEnvironment(value: string | undefined): Environment | undefined {
  return environmentSchema.safeParse(value).data;
}

function asVersion(value: string | undefined): StacksQuery['layerVersion'] {
  return stacksQuerySchema.shape.layerVersion.safeParse(value).data;
}

/** The versions that stand, of one layer or of all. */
function standingVersions(
  layers: readonly LayerVersions[],
  layer: string | undefined,
): (string | undefined)[] {
  const shown = layers.filter(each => !layer || each.layer === layer);
  const versions = shown.flatMap(each =>
    each.versions.map(({ version }) => version),
  );
  return [...new Set(versions)];
}

function asStatus(value: string | undefined): StackStatus | undefined {
  return stackStatusSchema.safeParse(value).data;
}

/** The layers seen so far: a filtered list must not take the other layers out of the filter. */
function useSeenLayers(list: StackList | undefined, chosen?: string) {
  const [seen, setSeen] = useState<string[]>([]);
  useEffect(() => {
    const layers = list?.stacks.map(stack => stack.layer) ?? [];
    setSeen(before => [...new Set([...before, ...layers])].sort());
  }, [list]);
  return chosen && !seen.includes(chosen) ? [...seen, chosen] : seen;
}

/** All stacks one may see. */
export function StacksPage() {
  const filters = useUrlFilters(STACK_FILTERS);
  const { accounts, nameOf } = useAccounts();
  const versions = useLayerVersions();
  const text = useDebounced(filters.get('text'), 250);
  const state = useStackList({
    text,
    layer: filters.get('layer'),
    layerVersion: asVersion(filters.get('version')),
    environment: asEnvironment(filters.get('environment')),
    accountId: filters.get('account'),
    status: asStatus(filters.get('status')),
  });
  const layers = useSeenLayers(state.data, filters.get('layer'));
  return (
    <Container className={styles.page}>
      <StacksActions accounts={accounts} />
      <StackFilters
        filters={filters}
        layers={layers}
        versions={standingVersions(versions.layers, filters.get('layer'))}
        accounts={accounts}
      />
      <LoadView state={state} permission={stackReadPermission.name}>
        {list => (
          <>
            <ProblemsNotice problems={list.problems} />
            <StackListView
              list={list}
              nameOf={nameOf}
              newestOf={versions.newestOf}
              layer={filters.get('layer')}
              isFiltered={filters.isActive}
              onClear={filters.clear}
            />
          </>
        )}
      </LoadView>
    </Container>
  );
}

interface StackListViewProps {
  list: StackList;
  nameOf: (accountId: string) => string | undefined;
  newestOf: (layer: string) => string | undefined;
  /** The layer that is filtered by. */
  layer?: string;
  isFiltered: boolean;
  onClear: () => void;
}

function StackListView(props: StackListViewProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { list, nameOf, newestOf, layer, isFiltered, onClear } = props;
  if (list.stacks.length === 0) {
    return isFiltered ? (
      <EmptyState
        title={t('stacks.noMatchTitle')}
        description={t('stacks.noMatch')}
        action={
          <Button variant="secondary" onPress={onClear}>
            {t('filter.clear')}
          </Button>
        }
      />
    ) : (
      <NoStacks />
    );
  }
  return (
    <>
      {list.isCapped && (
        <Alert
          status="info"
          icon
          title={t('stacks.capped', { shown: String(list.stacks.length) })}
        />
      )}
      {layer && (
        <BehindNotice
          layer={layer}
          newest={newestOf(layer)}
          stacks={list.stacks}
        />
      )}
      <StackTable stacks={list.stacks} nameOf={nameOf} newestOf={newestOf} />
    </>
  );
}

function NoStacks() {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { create } = useStackLinks();
  return (
    <EmptyState
      title={t('stacks.emptyTitle')}
      description={t('stacks.empty')}
      action={
        create && (
          <ButtonLink variant="primary" href={create}>
            {t('stacks.create')}
          </ButtonLink>
        )
      }
    />
  );
}
