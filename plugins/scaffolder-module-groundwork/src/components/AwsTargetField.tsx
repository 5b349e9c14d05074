// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type Account,
  accountUsePermission,
  targetSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EmptyState,
  LoadView,
  SkeletonRows,
  groundworkReactTranslationRef,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import type { awsTargetSchema } from '../fields/awsTargetSchema';
import { scaffolderGroundworkTranslationRef } from '../translation';
import { AccountSelect, RegionSelect } from './TargetSelects';
import { FieldFrame } from './FieldFrame';
import styles from './FieldFrame.module.css';

type AwsTargetFieldProps = typeof awsTargetSchema.TProps;

/** The form field `AwsTarget`: an account, a Region in it, and with them the environment. */
export function AwsTargetField(props: AwsTargetFieldProps) {
  const { t } = useTranslationRef(scaffolderGroundworkTranslationRef);
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listAccounts({ signal }),
    [api],
  );
  const state = usePolling(load);
  return (
    <FieldFrame
      title={props.schema.title ?? t('target.title')}
      description={props.schema.description}
      isRequired={props.required}
    >
      <LoadView
        state={state}
        permission={accountUsePermission.name}
        skeleton={<SkeletonRows rows={1} />}
      >
        {({ items }) =>
          items.length > 0 ? (
            <TargetParts {...props} accounts={items} />
          ) : (
            <EmptyState
              title={t('target.noneTitle')}
              description={t('target.none')}
            />
          )
        }
      </LoadView>
    </FieldFrame>
  );
}

/** The Region that goes with an account without asking, if there is one. */
function onlyRegion(account: Account, before: string | undefined) {
  if (before && account.regions.includes(before)) return before;
  return account.regions.length === 1 ? account.regions[0] : undefined;
}

type TargetPartsProps = AwsTargetFieldProps & { accounts: Account[] };

/** What is chosen so far: an account alone is not yet a value. */
function useTargetChoice(props: TargetPartsProps) {
  const { accounts, onChange } = props;
  // Stepping back brings the chosen value, a new form brings nothing or an empty object.
  const value = targetSchema.safeParse(props.formData).data;
  const [accountId, setAccountId] = useState(value?.accountId);
  const account = accounts.find(known => known.accountId === accountId);
  const choose = (chosen: Account | undefined, region: string | undefined) => {
    setAccountId(chosen?.accountId);
    onChange(
      chosen && region
        ? {
            accountId: chosen.accountId,
            region,
            environment: chosen.environment,
          }
        : undefined,
    );
  };
  return { value, account, choose };
}

function TargetParts(props: TargetPartsProps) {
  const { accounts, uiSchema } = props;
  const isGlobal = uiSchema['ui:options']?.global ?? false;
  const { value, account, choose } = useTargetChoice(props);
  const regionOf = (chosen: Account | undefined) =>
    isGlobal || !chosen ? 'global' : onlyRegion(chosen, value?.region);
  return (
    <>
      <div className={styles.parts}>
        <AccountSelect
          accounts={accounts}
          accountId={account?.accountId}
          isInvalid={!value && Boolean(props.rawErrors?.length)}
          onChange={chosen => choose(chosen, regionOf(chosen))}
        />
        {!isGlobal && (
          <RegionSelect
            regions={account?.regions ?? []}
            region={value?.region}
            isDisabled={!account}
            onChange={region => choose(account, region)}
          />
        )}
      </div>
      <TargetWords account={account} isGlobal={isGlobal} />
    </>
  );
}

function TargetWords(props: { account?: Account; isGlobal: boolean }) {
  const { t } = useTranslationRef(scaffolderGroundworkTranslationRef);
  const { t: shared } = useTranslationRef(groundworkReactTranslationRef);
  const { account, isGlobal } = props;
  const environment =
    account &&
    t('target.environment', {
      environment: shared(`environment.${account.environment}`),
    });
  const words = [isGlobal ? t('target.global') : undefined, environment];
  return <Text color="secondary">{words.filter(Boolean).join(' ')}</Text>;
}
