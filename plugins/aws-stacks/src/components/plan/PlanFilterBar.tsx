// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Flex,
  SearchField,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { ResourceChange } from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../../translation';
import { type PlanFilter, SHOWN_ACTIONS, isOf } from './planRows';
import styles from './Plan.module.css';

interface PlanFilterBarProps {
  filter: PlanFilter;
  resources: readonly ResourceChange[];
  onChange: (filter: PlanFilter) => void;
  onExpandAll: () => void;
  onCollapseAll: () => void;
}

/** Search, what happens, open and close. */
export function PlanFilterBar(props: PlanFilterBarProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { filter, onChange } = props;
  return (
    <div className={styles.bar} role="search" aria-label={t('plan.list')}>
      <SearchField
        size="small"
        aria-label={t('plan.search')}
        placeholder={t('plan.search')}
        value={filter.text}
        onChange={text => onChange({ ...filter, text })}
      />
      <ActionToggles {...props} />
      <Flex gap="1">
        <Button size="small" variant="tertiary" onPress={props.onExpandAll}>
          {t('plan.expandAll')}
        </Button>
        <Button size="small" variant="tertiary" onPress={props.onCollapseAll}>
          {t('plan.collapseAll')}
        </Button>
      </Flex>
    </div>
  );
}

function ActionToggles({ filter, resources, onChange }: PlanFilterBarProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const present = SHOWN_ACTIONS.filter(action =>
    resources.some(resource => isOf(resource, action)),
  );
  if (present.length < 2) return null;
  return (
    <ToggleButtonGroup
      aria-label={t('plan.actions')}
      selectionMode="multiple"
      selectedKeys={[...filter.actions]}
      onSelectionChange={keys =>
        onChange({
          ...filter,
          actions: new Set(SHOWN_ACTIONS.filter(action => keys.has(action))),
        })
      }
    >
      {present.map(action => (
        <ToggleButton key={action} id={action} size="small">
          {t(`planAction.${action}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
