// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import {
  ConfirmDialog,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useNavigate } from 'react-router-dom';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';

interface ForgetDialogProps {
  stack: Stack;
  onClose: () => void;
}

/** Asks why before a registered stack is forgotten, then leads back to the list. */
export function ForgetDialog({ stack, onClose }: ForgetDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const links = useStackLinks();
  const navigate = useNavigate();
  const forget = async (reason: string | undefined) => {
    if (!reason) throw new Error(t('made.forgetReasonNeeded'));
    await api.deregisterStanding(stack.id, { reason });
    navigate(links.stacks);
  };
  return (
    <ConfirmDialog
      title={t('made.forgetTitle', { stack: `${stack.layer} / ${stack.name}` })}
      confirmLabel={t('made.forget')}
      reasonLabel={t('made.forgetReason')}
      destructive
      onConfirm={forget}
      onClose={onClose}
    >
      <Text>{t('made.forgetBody')}</Text>
    </ConfirmDialog>
  );
}
