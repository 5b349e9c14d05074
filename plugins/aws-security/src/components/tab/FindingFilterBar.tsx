// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Select } from '@backstage/ui';
import type { Finding } from '@groundwork/backstage-plugin-groundwork-common';
import type { useFindingFilters } from '../../hooks/useFindingFilters';
import { awsSecurityTranslationRef } from '../../translation';
import styles from './EntitySecurityContent.module.css';
import { useFilterOptions } from './useFilterOptions';

interface FindingFilterBarProps {
  filtering: ReturnType<typeof useFindingFilters>;
  /** Those that are shown; their products are choices. */
  findings: readonly Finding[];
}

const ANY_AGE = 'any';

/** Text, severity, product, workflow, record state and age. */
export function FindingFilterBar(props: FindingFilterBarProps) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const { filters, change, clear, isActive } = props.filtering;
  const options = useFilterOptions(filters, props.findings);
  const isOpenOnly = filters.workflow.length + filters.record.length === 0;
  const placeholders = {
    severity: t('filter.all'),
    product: t('filter.all'),
    workflow: isOpenOnly ? t('filter.openWorkflow') : t('filter.all'),
    record: isOpenOnly ? t('filter.openRecord') : t('filter.all'),
  };
  return (
    <div
      className={styles.filters}
      role="search"
      aria-label={t('filter.label')}
    >
      <SearchField
        size="small"
        label={t('filter.text')}
        value={filters.text ?? ''}
        onChange={value => change({ text: [value] })}
      />
      {(['severity', 'product', 'workflow', 'record'] as const).map(key => (
        <Select
          key={key}
          size="small"
          label={t(`filter.${key}`)}
          placeholder={placeholders[key]}
          selectionMode="multiple"
          value={filters[key]}
          onChange={values => change({ [key]: values.map(String) })}
          options={options[key]}
        />
      ))}
      <Select
        size="small"
        label={t('filter.age')}
        value={String(filters.maxAgeDays ?? ANY_AGE)}
        onChange={value =>
          change({ age: value === ANY_AGE || !value ? [] : [String(value)] })
        }
        options={[{ id: ANY_AGE, label: t('filter.ageAny') }, ...options.age]}
      />
      <Button
        className={styles.clear}
        variant="tertiary"
        size="small"
        isDisabled={!isActive}
        onPress={clear}
      >
        {t('filter.clear')}
      </Button>
    </div>
  );
}
