// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Container } from '@backstage/ui';
import {
  type LayerGraph,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EmptyState,
  LoadView,
  ProblemsNotice,
  useUrlFilters,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useMemo } from 'react';
import { useAccounts } from '../../hooks/useAccounts';
import { useLayerGraph } from '../../hooks/useLayerGraph';
import { awsStacksTranslationRef } from '../../translation';
import pageStyles from '../Page.module.css';
import { LAYER_FILTERS, LayerFilters } from './LayerFilters';
import { LayerGraphView } from './LayerGraphView';
import { LayerPanel } from './LayerPanel';
import { LayerTable } from './LayerTable';
import { type EnvironmentOfLayers, layerViews } from './layerViews';

type Filters = ReturnType<typeof useUrlFilters<(typeof LAYER_FILTERS)[number]>>;

function shownEnvironment(
  graph: LayerGraph | undefined,
  chosen: string | undefined,
): EnvironmentOfLayers | undefined {
  return (
    graph?.environments.find(({ environment }) => environment === chosen) ??
    graph?.environments[0]
  );
}

/** The layers by what they require, how they stand in each environment, and where they begin. */
export function LayersPage() {
  const filters = useUrlFilters(LAYER_FILTERS);
  const { accounts } = useAccounts();
  const state = useLayerGraph(filters.get('account'));
  const shown = shownEnvironment(state.data, filters.get('environment'));
  return (
    <Container className={pageStyles.page}>
      <LayerFilters
        filters={filters}
        environments={
          state.data?.environments.map(({ environment }) => environment) ?? []
        }
        environment={shown?.environment}
        accounts={accounts}
      />
      <LoadView state={state} permission={stackReadPermission.name}>
        {graph => (
          <>
            <ProblemsNotice problems={graph.problems} />
            <LayersView graph={graph} environment={shown} filters={filters} />
          </>
        )}
      </LoadView>
    </Container>
  );
}

function LayersView(props: {
  graph: LayerGraph;
  environment: EnvironmentOfLayers | undefined;
  filters: Filters;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { graph, environment, filters } = props;
  if (graph.layers.length === 0) {
    return (
      <EmptyState
        title={t('layers.emptyTitle')}
        description={t('layers.empty')}
      />
    );
  }
  if (!environment) {
    return (
      <EmptyState
        title={t('layers.noAccountsTitle')}
        description={t('layers.noAccounts')}
      />
    );
  }
  return (
    <>
      {graph.requirements === 'advisory' && (
        <Alert status="info" icon title={t('layers.advisory')} />
      )}
      <LayersOf graph={graph} environment={environment} filters={filters} />
    </>
  );
}

function LayersOf(props: {
  graph: LayerGraph;
  environment: EnvironmentOfLayers;
  filters: Filters;
}) {
  const { graph, environment, filters } = props;
  const { nameOf } = useAccounts();
  const views = useMemo(
    () => layerViews(graph, environment),
    [graph, environment],
  );
  const selected = views.get(filters.get('layer') ?? '');
  const select = (id: string) => filters.set('layer', id);
  const list = { views, phases: environment.phases, onSelect: select };
  return (
    <div className={selected ? pageStyles.columns : undefined}>
      <div className={pageStyles.main}>
        {filters.get('view') === 'table' ? (
          <LayerTable {...list} />
        ) : (
          <LayerGraphView {...list} selected={selected?.layer.id} />
        )}
      </div>
      {selected && (
        <LayerPanel
          view={selected}
          views={views}
          environment={environment.environment}
          nameOf={nameOf}
          onSelect={select}
          onClose={() => filters.set('layer', undefined)}
        />
      )}
    </div>
  );
}
