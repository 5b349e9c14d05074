// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { Account } from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../translation';

const ALL = 'all';

interface FilterSelectProps {
  label: string;
  value: string | undefined;
  options: readonly { id: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

/** A filter with one choice, "all" among them. */
export function FilterSelect(props: FilterSelectProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <Select
      size="small"
      label={props.label}
      value={props.value ?? ALL}
      onChange={value =>
        props.onChange(value === ALL || !value ? undefined : String(value))
      }
      options={[{ id: ALL, label: t('filter.all') }, ...props.options]}
    />
  );
}

/** The accounts as choices, by name and id. */
export function accountOptions(accounts: readonly Account[]) {
  return accounts.map(account => ({
    id: account.accountId,
    label: `${account.name} (${account.accountId})`,
  }));
}
