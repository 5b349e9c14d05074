// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField, TextField } from '@backstage/ui';
import type { EstateAccount } from '@groundwork/backstage-plugin-groundwork-common';
import { FilterSelect } from '@groundwork/backstage-plugin-groundwork-react';
import type { UrlResourceFilters } from '../../hooks/useResourceFilters';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Filters.module.css';

interface ResourceFiltersProps {
  filters: UrlResourceFilters;
  accounts: readonly EstateAccount[];
  /** The types there are; where they are not known, a type is typed. */
  types?: readonly string[];
}

/** Text, account, Region and type. */
export function ResourceFilters(props: ResourceFiltersProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { filters, accounts } = props;
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
        onChange={value => filters.set('text', value.slice(0, 200))}
      />
      <FilterSelect
        label={t('filter.account')}
        value={filters.get('account')}
        onChange={value => filters.set('account', value)}
        options={accounts.map(({ accountId, name }) => ({
          id: accountId,
          label: `${name} (${accountId})`,
        }))}
      />
      <FilterSelect
        label={t('filter.region')}
        value={filters.get('region')}
        onChange={value => filters.set('region', value)}
        options={regionsOf(accounts).map(id => ({ id, label: id }))}
      />
      <TypeFilter {...props} />
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

function TypeFilter({ filters, types }: ResourceFiltersProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const set = (value: string | undefined) => filters.set('type', value);
  if (types) {
    return (
      <FilterSelect
        label={t('filter.type')}
        value={filters.get('type')}
        onChange={set}
        options={types.map(id => ({ id, label: id }))}
      />
    );
  }
  return (
    <TextField
      size="small"
      label={t('filter.type')}
      placeholder={t('filter.typeExample')}
      value={filters.get('type') ?? ''}
      onChange={value => set(value.slice(0, 100))}
    />
  );
}

/** Those that are swept, and that of what has no Region. */
function regionsOf(accounts: readonly EstateAccount[]): string[] {
  const swept = accounts.flatMap(({ regions }) =>
    regions.map(({ region }) => region),
  );
  return [...new Set([...swept, 'global'])].sort();
}
