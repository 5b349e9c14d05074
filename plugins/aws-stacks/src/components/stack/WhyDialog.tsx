// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  PasswordField,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import type { RunDetail } from '@groundwork/backstage-plugin-groundwork-common';
import { errorMessage } from '@groundwork/backstage-plugin-groundwork-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import styles from './WhyDialog.module.css';

/** Why a run is asked for, as it is kept with it. */
export interface Why {
  reason: string;
  ticket?: string;
  secretVariables?: Record<string, string>;
}

interface WhyDialogProps {
  title: string;
  confirmLabel: string;
  /** What is going to happen, and what else is asked. */
  children: ReactNode;
  destructive?: boolean;
  /** Sensitive variables whose values are asked for again. */
  secretNames?: readonly string[];
  /** Whether it can do without those. */
  areSecretsOptional?: boolean;
  /** Something else that is asked is missing still. */
  isBlocked?: boolean;
  onConfirm: (why: Why) => Promise<RunDetail>;
  onClose: () => void;
}

/** Asks for the run, and goes there; a refusal is kept and shown. */
function useRequest({ onConfirm }: WhyDialogProps) {
  const links = useStackLinks();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [ticket, setTicket] = useState('');
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      const run = await onConfirm({
        reason: reason.trim(),
        ticket: ticket.trim() || undefined,
        ...(Object.keys(secrets).length > 0 && { secretVariables: secrets }),
      });
      navigate(links.run(run.id));
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
      setPending(false);
    }
  };
  return {
    reason,
    setReason,
    ticket,
    setTicket,
    secrets,
    setSecrets,
    isPending,
    error,
    confirm,
  };
}

/** Asks why before a run is planned, then opens it. */
export function WhyDialog(props: WhyDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const request = useRequest(props);
  const { reason, ticket, secrets, isPending, error } = request;
  const { secretNames = [], areSecretsOptional = false } = props;
  const isComplete =
    reason.trim() !== '' &&
    (areSecretsOptional ||
      secretNames.every(name => secrets[name] !== undefined));
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
            label={t('why.reason')}
            isRequired
            value={reason}
            onChange={request.setReason}
            maxLength={2000}
            rows={3}
          />
          <TextField
            label={t('why.ticket')}
            value={ticket}
            onChange={request.setTicket}
            maxLength={100}
          />
          {secretNames.map(name => (
            <PasswordField
              key={name}
              label={t('why.secret', { name })}
              description={t('why.secretHint')}
              isRequired={!areSecretsOptional}
              autoComplete="off"
              value={secrets[name] ?? ''}
              onChange={value =>
                request.setSecrets({ ...secrets, [name]: value })
              }
            />
          ))}
          {error && (
            <Alert
              status="danger"
              icon
              role="alert"
              title={errorMessage(error)}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          isDisabled={isPending}
          onPress={props.onClose}
        >
          {t('why.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive={props.destructive}
          isDisabled={props.isBlocked || !isComplete}
          isPending={isPending}
          onPress={() => void request.confirm()}
        >
          {props.confirmLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
