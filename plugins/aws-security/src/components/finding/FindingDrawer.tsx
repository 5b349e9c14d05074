// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { findingReadPermission } from '@groundwork/backstage-plugin-groundwork-common';
import { LoadView } from '@groundwork/backstage-plugin-groundwork-react';
import { useFinding } from '../../hooks/useFinding';
import { awsSecurityTranslationRef } from '../../translation';
import { FindingDetails } from './FindingDetails';
import styles from './Finding.module.css';

interface FindingDrawerProps {
  findingId: string;
  onClose: () => void;
}

/** A whole finding, beside the list it is from. */
export function FindingDrawer({ findingId, onClose }: FindingDrawerProps) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const state = useFinding(findingId);
  return (
    <Dialog
      isOpen
      isDismissable
      className={styles.drawer}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{state.data?.title ?? t('finding.title')}</DialogHeader>
      <DialogBody>
        <LoadView state={state} permission={findingReadPermission.name}>
          {finding => <FindingDetails finding={finding} />}
        </LoadView>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('finding.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
