// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text, TextField } from '@backstage/ui';
import {
  type Account,
  type Freeze,
  type FreezeScope,
  environmentSchema,
  freezeScopeSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  ConfirmDialog,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';
import { useAccounts } from '../../hooks/useAccounts';
import { awsStacksTranslationRef } from '../../translation';
import { accountOptions } from '../accountOptions';
import { useFreezeWords } from './useFreezeWords';

interface DialogProps {
  onDone: () => void;
  onClose: () => void;
}

const EVERYTHING = 'everything';

/** The scope that a choice stands for: everything, an environment, or an account. */
function toScope(choice: string): FreezeScope {
  const environment = environmentSchema.safeParse(choice);
  if (environment.success) {
    return { kind: 'environment', environment: environment.data };
  }
  const account = freezeScopeSchema.safeParse({
    kind: 'account',
    accountId: choice,
  });
  return account.success ? account.data : { kind: 'everything' };
}

const LOCAL = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/;

/** An instant written in local time; `undefined` when it is none. */
export function parseLocal(text: string): string | undefined {
  const parts = LOCAL.exec(text.trim());
  if (!parts) return undefined;
  const milliseconds = Date.parse(`${parts[1]}T${parts[2]}:00`);
  return Number.isNaN(milliseconds)
    ? undefined
    : new Date(milliseconds).toISOString();
}

function useScopeOptions(accounts: readonly Account[]) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return [
    { id: EVERYTHING, label: t('freeze.scopeEverything') },
    ...environmentSchema.options.map(environment => ({
      id: environment,
      label: t('freeze.scopeEnvironment', { environment }),
    })),
    ...accountOptions(accounts),
  ];
}

/** Asks what to freeze, until when and why; then nothing of it is applied. */
export function FreezeDialog({ onDone, onClose }: DialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const { accounts } = useAccounts();
  const [scope, setScope] = useState(EVERYTHING);
  const [end, setEnd] = useState('');
  const options = useScopeOptions(accounts);
  const declare = async (reason: string | undefined) => {
    if (!reason) throw new Error(t('freeze.reasonNeeded'));
    const until = parseLocal(end);
    if (end.trim() && !until) throw new Error(t('freeze.untilWrong'));
    await api.createFreeze({ scope: toScope(scope), reason, until });
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('freeze.declareTitle')}
      confirmLabel={t('freeze.declare')}
      reasonLabel={t('freeze.reasonField')}
      destructive
      onConfirm={declare}
      onClose={onClose}
    >
      <Text>{t('freeze.declareBody')}</Text>
      <Select
        label={t('freeze.scope')}
        value={scope}
        onChange={chosen => setScope(String(chosen ?? EVERYTHING))}
        options={options}
      />
      <TextField
        label={t('freeze.untilField')}
        description={t('freeze.untilHelp')}
        value={end}
        onChange={setEnd}
        maxLength={20}
      />
    </ConfirmDialog>
  );
}

/** Asks before a freeze is ended. */
export function EndFreezeDialog(props: DialogProps & { freeze: Freeze }) {
  const { freeze, onDone, onClose } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const words = useFreezeWords();
  return (
    <ConfirmDialog
      title={t('freeze.endTitle')}
      confirmLabel={t('freeze.end')}
      destructive
      onConfirm={async reason => {
        await api.endFreeze(freeze.id, { reason });
        onDone();
      }}
      onClose={onClose}
    >
      <Text>
        {t('freeze.banner', {
          scope: words.scope(freeze.scope),
          until: words.until(freeze),
        })}
      </Text>
      <Text>{t('freeze.endBody')}</Text>
    </ConfirmDialog>
  );
}
