// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type {
  Account,
  Environment,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  FilterSelect,
  groundworkReactTranslationRef,
  type useUrlFilters,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { accountOptions } from '../accountOptions';
import styles from './Layers.module.css';

/** What is shown of the layers, as it is named in the address. */
export const LAYER_FILTERS = [
  'environment',
  'account',
  'view',
  'layer',
] as const;

interface LayerFiltersProps {
  filters: ReturnType<typeof useUrlFilters<(typeof LAYER_FILTERS)[number]>>;
  environments: readonly Environment[];
  environment: Environment | undefined;
  accounts: readonly Account[];
}

/** Environment, account, and graph or table. */
export function LayerFilters(props: LayerFiltersProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { t: shared } = useTranslationRef(groundworkReactTranslationRef);
  const { filters, environments, environment, accounts } = props;
  return (
    <div
      className={styles.filters}
      role="search"
      aria-label={t('filter.label')}
    >
      <Choice
        label={t('layers.environment')}
        value={environment}
        options={environments.map(id => ({
          id,
          label: shared(`environment.${id}`),
        }))}
        onChange={value => filters.set('environment', value)}
      />
      <div className={styles.account}>
        <FilterSelect
          label={t('layers.account')}
          value={filters.get('account')}
          options={accountOptions(accounts)}
          onChange={value => filters.set('account', value)}
        />
      </div>
      <Choice
        label={t('layers.view')}
        value={filters.get('view') ?? 'graph'}
        options={(['graph', 'table'] as const).map(id => ({
          id,
          label: t(`layers.${id}`),
        }))}
        onChange={value =>
          filters.set('view', value === 'table' ? value : undefined)
        }
      />
    </div>
  );
}

function Choice(props: {
  label: string;
  value: string | undefined;
  options: readonly { id: string; label: string }[];
  onChange: (value: string) => void;
}) {
  const { label, value, options, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={value ? [value] : []}
      onSelectionChange={keys =>
        [...keys].forEach(key => onChange(String(key)))
      }
    >
      {options.map(option => (
        <ToggleButton key={option.id} id={option.id} size="small">
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
