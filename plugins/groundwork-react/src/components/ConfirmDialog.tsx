// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import { type ReactNode, useState } from 'react';
import { groundworkReactTranslationRef } from '../translation';
import { errorMessage } from './ErrorState';
import styles from './ConfirmDialog.module.css';

/**
 * Props of {@link ConfirmDialog}.
 *
 * @public
 */
export interface ConfirmDialogProps {
  title: string;
  /** What is going to happen. */
  children: ReactNode;
  confirmLabel: string;
  destructive?: boolean;
  /** The label of the text field; it asks for a reason by default. */
  reasonLabel?: string;
  /** Does it. A rejection is shown in the dialog, which stays open. */
  onConfirm: (reason: string | undefined) => Promise<void>;
  onClose: () => void;
}

/** Runs the confirmed step once at a time, and keeps what it was refused with. */
function useConfirmation(props: ConfirmDialogProps) {
  const [reason, setReason] = useState('');
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await props.onConfirm(reason.trim() || undefined);
      props.onClose();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
      setPending(false);
    }
  };
  return { reason, setReason, isPending, error, confirm };
}

/**
 * Asks before something happens, says what will, and shows in words why it did not.
 *
 * @public
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { reason, setReason, isPending, error, confirm } =
    useConfirmation(props);
  return (
    <Dialog
      isOpen
      isDismissable={!isPending}
      onOpenChange={isOpen => !isOpen && props.onClose()}
      width={560}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          {props.children}
          <TextAreaField
            label={props.reasonLabel ?? t('confirm.reason')}
            value={reason}
            onChange={setReason}
            maxLength={2000}
            rows={3}
          />
          {error && <Refusal error={error} />}
        </div>
      </DialogBody>
      <Buttons {...props} isPending={isPending} confirm={confirm} />
    </Dialog>
  );
}

function Refusal({ error }: { error: Error }) {
  return (
    <Alert status="danger" icon role="alert" title={errorMessage(error)} />
  );
}

interface ButtonsProps
  extends Pick<ConfirmDialogProps, 'confirmLabel' | 'destructive' | 'onClose'> {
  isPending: boolean;
  confirm: () => Promise<void>;
}

function Buttons(props: ButtonsProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { isPending, confirm } = props;
  return (
    <DialogFooter>
      <Button
        variant="secondary"
        isDisabled={isPending}
        onPress={props.onClose}
      >
        {t('confirm.cancel')}
      </Button>
      <Button
        variant="primary"
        destructive={props.destructive}
        isPending={isPending}
        onPress={() => void confirm()}
      >
        {props.confirmLabel}
      </Button>
    </DialogFooter>
  );
}
