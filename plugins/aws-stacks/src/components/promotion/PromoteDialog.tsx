// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text } from '@backstage/ui';
import type {
  NextPromotion,
  StackDetail,
  Target,
} from '@groundwork/backstage-plugin-groundwork-common';
import { stacksApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';
import { useAccounts } from '../../hooks/useAccounts';
import { awsStacksTranslationRef } from '../../translation';
import { accountOptions } from '../accountOptions';
import { TargetLabel } from '../TargetLabel';
import { WhyDialog } from '../stack/WhyDialog';
import { NO_DRAFT, readDraft } from './promotionDraft';
import { PromotionInputs } from './PromotionInputs';

interface PromoteDialogProps {
  stack: StackDetail;
  next: NextPromotion;
  onClose: () => void;
}

/** Asks where to, with which inputs and why; then plans the code there. */
export function PromoteDialog({ stack, next, onClose }: PromoteDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const [target, setTarget] = useState(next.target);
  const [draft, setDraft] = useState(NO_DRAFT);
  const asked = readDraft(next.inputs, draft);
  const { environment } = next;
  return (
    <WhyDialog
      title={t('promotion.dialog', {
        stack: `${stack.layer} / ${stack.name}`,
        environment,
      })}
      confirmLabel={t('promotion.confirm')}
      secretNames={next.secretNames}
      isBlocked={!target || !asked}
      onConfirm={why => {
        if (!target) throw new Error(t('promotion.account'));
        return api.promoteStack(stack.id, { target, ...asked, ...why });
      }}
      onClose={onClose}
    >
      <Text>{t('promotion.body')}</Text>
      {next.target ? (
        <TargetLabel target={next.target} />
      ) : (
        <PlaceFields
          next={next}
          region={stack.target.region}
          onChange={setTarget}
        />
      )}
      <Text color="secondary">
        {t('promotion.files', { count: next.fileCount })}
      </Text>
      {target && (
        <PromotionInputs
          inputs={next.inputs}
          target={target}
          draft={draft}
          onChange={setDraft}
        />
      )}
    </WhyDialog>
  );
}

interface PlaceFieldsProps {
  next: NextPromotion;
  /** Where it stands here: taken where the account has it. */
  region: string;
  onChange: (target: Target | undefined) => void;
}

/** An account of the environment that the caller may use, and one of its Regions. */
function PlaceFields({ next, region: here, onChange }: PlaceFieldsProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { environment } = next;
  const accounts = useAccounts().accounts.filter(
    account => account.mayUse && account.environment === environment,
  );
  const [accountId, setAccountId] = useState('');
  const [region, setRegion] = useState('');
  const regions = [
    ...(accounts.find(account => account.accountId === accountId)?.regions ??
      []),
    ...(here === 'global' ? ['global'] : []),
  ];
  const choose = (account: string, chosen: string) => {
    setAccountId(account);
    setRegion(chosen);
    const isWhole = account !== '' && chosen !== '';
    onChange(
      isWhole ? { accountId: account, region: chosen, environment } : undefined,
    );
  };
  const chooseAccount = (id: string) => {
    const known = accounts.find(account => account.accountId === id);
    const hasRegion = here === 'global' || known?.regions.includes(here);
    choose(id, hasRegion ? here : '');
  };
  return (
    <>
      <Select
        label={t('promotion.account')}
        isRequired
        value={accountId || null}
        onChange={chosen => chooseAccount(String(chosen ?? ''))}
        options={accountOptions(accounts)}
      />
      <Select
        label={t('promotion.region')}
        isRequired
        value={region || null}
        onChange={chosen => choose(accountId, String(chosen ?? ''))}
        options={regions.map(id => ({ id, label: id }))}
      />
    </>
  );
}
