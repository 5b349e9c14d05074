// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import {
  errorMessage,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { Value } from '../Value';
import styles from './Drift.module.css';

/** A resource, or one attribute of it. */
export interface DriftTarget {
  address: string;
  path?: string;
}

interface IgnoreDialogProps {
  stackId: string;
  target: DriftTarget;
  onDone: () => void;
  onClose: () => void;
}

const isDay = (text: string) =>
  text === '' ||
  (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)));

/** A day without a time ends with the day, where the reader is. */
const endOf = (day: string) =>
  day === '' ? undefined : new Date(`${day}T23:59:59`).toISOString();

function useIgnore({ stackId, target, onDone, onClose }: IgnoreDialogProps) {
  const api = useApi(stacksApiRef);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await api.ignoreStackDrift(stackId, {
        ...target,
        reason: reason.trim(),
        until: endOf(until),
      });
      onDone();
      onClose();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
      setPending(false);
    }
  };
  return { reason, setReason, until, setUntil, isPending, error, confirm };
}

/** Asks why a difference does not count, and until when. */
export function IgnoreDialog(props: IgnoreDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { target, onClose } = props;
  const ignore = useIgnore(props);
  const { reason, until, isPending, error } = ignore;
  return (
    <Dialog
      isOpen
      isDismissable={!isPending}
      onOpenChange={isOpen => !isOpen && onClose()}
      width={560}
    >
      <DialogHeader>{t('drift.ignoreTitle')}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          <Value value={[target.address, target.path].join(' ').trim()} />
          <Text>{t('drift.ignoreBody')}</Text>
          <TextAreaField
            label={t('drift.ignoreReason')}
            isRequired
            value={reason}
            onChange={ignore.setReason}
            maxLength={2000}
            rows={3}
          />
          <TextField
            label={t('drift.ignoreUntil')}
            placeholder="2026-12-31"
            isInvalid={!isDay(until)}
            value={until}
            onChange={ignore.setUntil}
          />
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
        <Button variant="secondary" isDisabled={isPending} onPress={onClose}>
          {t('why.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={reason.trim() === '' || !isDay(until)}
          isPending={isPending}
          onPress={() => void ignore.confirm()}
        >
          {t('drift.ignoreConfirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
