// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import {
  type StackDetail,
  type StackForm,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  SkeletonRows,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import styles from './WhyDialog.module.css';

interface ChangeDialogProps {
  stack: StackDetail;
  onClose: () => void;
}

/** Leads to the layer's form, filled in, and says what it could not be filled in with. */
export function ChangeDialog({ stack, onClose }: ChangeDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const links = useStackLinks();
  const load = useCallback(
    (signal: AbortSignal) => api.getStackForm(stack.id, { signal }),
    [api, stack.id],
  );
  const state = usePolling(load);
  const href = state.data && links.form(state.data);
  return (
    <Dialog
      isOpen
      isDismissable
      onOpenChange={isOpen => !isOpen && onClose()}
      width={560}
    >
      <DialogHeader>
        {t('change.title', { stack: `${stack.layer} / ${stack.name}` })}
      </DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          <Text>{t('change.body')}</Text>
          <LoadView
            state={state}
            permission={stackReadPermission.name}
            skeleton={<SkeletonRows rows={1} />}
          >
            {form => <FormNotes form={form} />}
          </LoadView>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('why.cancel')}
        </Button>
        {href && (
          <ButtonLink variant="primary" href={href}>
            {t('change.open')}
          </ButtonLink>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function FormNotes({ form }: { form: StackForm }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { secret, unknown } = form;
  return (
    <>
      <Text color="secondary">{t('change.keep')}</Text>
      {secret.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('change.secret', { names: secret.join(', ') })}
        />
      )}
      {unknown.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('change.unknown', { names: unknown.join(', ') })}
        />
      )}
    </>
  );
}
