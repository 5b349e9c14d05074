// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, TextField } from '@backstage/ui';
import {
  type StackDetail,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  SkeletonRows,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import { useAppliedSecretNames } from '../../hooks/useAppliedSecretNames';
import { awsStacksTranslationRef } from '../../translation';
import { StackDependants, isFree } from './StackDependants';
import { WhyDialog } from './WhyDialog';

const POLL_MS = 10_000;

interface DestroyDialogProps {
  stack: StackDetail;
  onClose: () => void;
}

/** Shows what stands on a stack, and plans its destruction once its name is written down. */
export function DestroyDialog({ stack, onClose }: DestroyDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const [confirmation, setConfirmation] = useState('');
  const load = useCallback(
    (signal: AbortSignal) => api.listStackDependants(stack.id, { signal }),
    [api, stack.id],
  );
  const state = usePolling(load, { intervalMs: () => POLL_MS });
  const secretNames = useAppliedSecretNames(stack);
  const mayGo = state.data !== undefined && isFree(state.data);
  return (
    <WhyDialog
      title={t('destroy.title', { stack: `${stack.layer} / ${stack.name}` })}
      confirmLabel={t('destroy.confirm')}
      destructive
      secretNames={stack.engine === 'terraform' ? secretNames : []}
      areSecretsOptional
      isBlocked={!mayGo || confirmation !== stack.name}
      onConfirm={why => api.destroyStack(stack.id, { confirmation, ...why })}
      onClose={onClose}
    >
      <Text>{t('destroy.body')}</Text>
      <LoadView
        state={state}
        permission={stackReadPermission.name}
        skeleton={<SkeletonRows rows={2} />}
      >
        {dependants => <StackDependants dependants={dependants} />}
      </LoadView>
      <TextField
        label={t('destroy.name')}
        description={t('destroy.nameHint', { name: stack.name })}
        isRequired
        value={confirmation}
        onChange={setConfirmation}
        maxLength={100}
      />
    </WhyDialog>
  );
}
