// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import {
  type Account,
  environmentSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { groundworkReactTranslationRef } from '@groundwork/backstage-plugin-groundwork-react';
import { scaffolderGroundworkTranslationRef } from '../translation';

interface AccountSelectProps {
  accounts: readonly Account[];
  accountId: string | undefined;
  isInvalid: boolean;
  onChange: (account: Account | undefined) => void;
}

/** The accounts by environment. Those one may not use are shown, and say why. */
export function AccountSelect(props: AccountSelectProps) {
  const { t } = useTranslationRef(scaffolderGroundworkTranslationRef);
  const { t: shared } = useTranslationRef(groundworkReactTranslationRef);
  const { accounts, accountId, isInvalid, onChange } = props;
  const sections = environmentSchema.options.map(environment => ({
    title: shared(`environment.${environment}`),
    options: accounts
      .filter(account => account.environment === environment)
      .map(account => ({
        id: account.accountId,
        label: `${account.name} (${account.accountId})`,
        description: account.mayUse ? undefined : t('target.mayNotUse'),
        disabled: !account.mayUse,
      })),
  }));
  return (
    <Select
      label={t('target.account')}
      placeholder={t('target.choose')}
      value={accountId ?? null}
      isInvalid={isInvalid}
      onChange={chosen =>
        onChange(accounts.find(account => account.accountId === chosen))
      }
      options={sections.filter(section => section.options.length > 0)}
    />
  );
}

interface RegionSelectProps {
  regions: readonly string[];
  region: string | undefined;
  isDisabled: boolean;
  onChange: (region: string | undefined) => void;
}

/** The Regions of the chosen account. */
export function RegionSelect(props: RegionSelectProps) {
  const { t } = useTranslationRef(scaffolderGroundworkTranslationRef);
  const { regions, region, isDisabled, onChange } = props;
  return (
    <Select
      label={t('target.region')}
      placeholder={t('target.choose')}
      value={region ?? null}
      isDisabled={isDisabled}
      onChange={chosen => onChange(chosen ? String(chosen) : undefined)}
      options={regions.map(name => ({ id: name, label: name }))}
    />
  );
}
