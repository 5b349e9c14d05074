// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField } from '@backstage/ui';
import {
  type Account,
  environmentSchema,
  stackStatusSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  FilterSelect,
  groundworkReactTranslationRef,
  type useUrlFilters,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { accountOptions } from '../accountOptions';
import styles from '../Filters.module.css';

/** The filters of the list of stacks, as they are named in the address. */
export const STACK_FILTERS = [
  'text',
  'layer',
  'version',
  'environment',
  'account',
  'status',
] as const;

const CHOSEN = [
  'layer',
  'version',
  'environment',
  'account',
  'status',
] as const;

interface StackFiltersProps {
  filters: ReturnType<typeof useUrlFilters<(typeof STACK_FILTERS)[number]>>;
  layers: readonly string[];
  versions: readonly (string | undefined)[];
  accounts: readonly Account[];
}

/** Text, layer, version, environment, account and status. */
export function StackFilters(props: StackFiltersProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { filters } = props;
  const choices = useChoices(props);
  return (
    <div
      className={styles.filters}
      role="search"
      aria-label={t('filter.label')}
    >
      <SearchField
        size="small"
        label={t('filter.text')}
        value={filters.get('text') ?? ''}
        onChange={value => filters.set('text', value.slice(0, 100))}
      />
      {CHOSEN.map(key => (
        <FilterSelect
          key={key}
          label={t(`filter.${key}`)}
          value={filters.get(key)}
          onChange={value => filters.set(key, value)}
          options={choices[key]}
        />
      ))}
      <Button
        variant="tertiary"
        size="small"
        isDisabled={!filters.isActive}
        onPress={filters.clear}
      >
        {t('filter.clear')}
      </Button>
    </div>
  );
}

function useChoices({ layers, versions, accounts }: StackFiltersProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { t: shared } = useTranslationRef(groundworkReactTranslationRef);
  return {
    layer: layers.map(layer => ({ id: layer, label: layer })),
    version: versions.map(version => ({
      id: version ?? 'none',
      label: version ?? t('version.none'),
    })),
    environment: environmentSchema.options.map(environment => ({
      id: environment,
      label: shared(`environment.${environment}`),
    })),
    account: accountOptions(accounts),
    status: stackStatusSchema.options.map(status => ({
      id: status,
      label: t(`stackStatus.${status}`),
    })),
  };
}
