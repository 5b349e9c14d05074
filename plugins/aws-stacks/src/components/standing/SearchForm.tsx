// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, Text, TextField } from '@backstage/ui';
import type {
  Account,
  StandingSearch,
} from '@groundwork/backstage-plugin-groundwork-common';
import { RiSearchLine } from '@remixicon/react';
import { useState } from 'react';
import { useAccounts } from '../../hooks/useAccounts';
import { awsStacksTranslationRef } from '../../translation';
import { accountOptions } from '../accountOptions';
import styles from '../imports/Imports.module.css';

interface SearchFormProps {
  isPending: boolean;
  onSearch: (place: StandingSearch) => void;
}

/** Asks where to look. */
export function SearchForm(props: SearchFormProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const accounts = useAccounts().accounts.filter(({ mayUse }) => mayUse);
  if (accounts.length === 0) {
    return <Text color="secondary">{t('register.noAccount')}</Text>;
  }
  return <Form {...props} accounts={accounts} />;
}

function usePlace([first]: readonly Account[]) {
  const [accountId, setAccountId] = useState(first.accountId);
  const [region, setRegion] = useState(first.regions[0]);
  const [bucket, setBucket] = useState('');
  const [text, setText] = useState('');
  return {
    accountId,
    setAccountId,
    region,
    setRegion,
    bucket,
    setBucket,
    text,
    setText,
  };
}

function Form(props: SearchFormProps & { accounts: Account[] }) {
  const { accounts, isPending, onSearch } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const place = usePlace(accounts);
  const regions =
    accounts.find(({ accountId }) => accountId === place.accountId)?.regions ??
    [];
  const region = regions.includes(place.region) ? place.region : regions[0];
  const search = () =>
    onSearch({
      accountId: place.accountId,
      region,
      bucket: place.bucket.trim() || undefined,
      text: place.text.trim() || undefined,
    });
  return (
    <div className={styles.form}>
      <Select
        label={t('register.account')}
        value={place.accountId}
        onChange={chosen => place.setAccountId(String(chosen))}
        options={accountOptions(accounts)}
      />
      <Select
        label={t('register.region')}
        value={region}
        onChange={chosen => place.setRegion(String(chosen))}
        options={regions.map(id => ({ id, label: id }))}
      />
      <TextField
        label={t('register.bucket')}
        description={t('register.bucketHelp')}
        value={place.bucket}
        onChange={place.setBucket}
        maxLength={63}
      />
      <TextField
        label={t('register.text')}
        value={place.text}
        onChange={place.setText}
        maxLength={200}
      />
      <div>
        <Button
          variant="primary"
          iconStart={<RiSearchLine />}
          isPending={isPending}
          onPress={search}
        >
          {t('register.search')}
        </Button>
      </div>
    </div>
  );
}
