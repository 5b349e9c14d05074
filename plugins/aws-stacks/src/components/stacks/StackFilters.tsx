// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField } from '@backstage/ui';
import {
  type Account,
  environmentSchema,
  stackStatusSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { groundworkReactTranslationRef } from '@groundwork/backstage-plugin-groundwork-react';
import type { useUrlFilters } from '../../hooks/useUrlFilters';
import { awsStacksTranslationRef } from '../../translation';
import { FilterSelect } from '../FilterSelect';
import styles from '../Filters.module.css';

/** The filters of the list of stacks, as they are named in the address. */
export const STACK_FILTERS = [
  'text',
  'layer',
  'environment',
  'account',
  'status',
] as const;

interface StackFiltersProps {
  filters: ReturnType<typeof useUrlFilters<(typeof STACK_FILTERS)[number]>>;
  layers: readonly string[];
  accounts: readonly Account[];
}

/** Text, layer, environment, account and status. */
export function StackFilters({ filters, layers, accounts }: StackFiltersProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { t: shared } = useTranslationRef(groundworkReactTranslationRef);
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
      <FilterSelect
        label={t('filter.layer')}
        value={filters.get('layer')}
        onChange={value => filters.set('layer', value)}
        options={layers.map(layer => ({ id: layer, label: layer }))}
      />
      <FilterSelect
        label={t('filter.environment')}
        value={filters.get('environment')}
        onChange={value => filters.set('environment', value)}
        options={environmentSchema.options.map(environment => ({
          id: environment,
          label: shared(`environment.${environment}`),
        }))}
      />
      <FilterSelect
        label={t('filter.account')}
        value={filters.get('account')}
        onChange={value => filters.set('account', value)}
        options={accounts.map(account => ({
          id: account.accountId,
          label: `${account.name} (${account.accountId})`,
        }))}
      />
      <FilterSelect
        label={t('filter.status')}
        value={filters.get('status')}
        onChange={value => filters.set('status', value)}
        options={stackStatusSchema.options.map(status => ({
          id: status,
          label: t(`stackStatus.${status}`),
        }))}
      />
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
