// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Link,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import type {
  Stack,
  UpgradeResult,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  errorMessage,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import styles from '../stack/WhyDialog.module.css';

interface UpgradeDialogProps {
  layer: string;
  version: string;
  /** Those that can be chosen; all of them are at first. */
  stacks: readonly Stack[];
  onClose: () => void;
}

/** The most stacks that one request takes. */
const MOST_AT_ONCE = 50;

function useUpgrade({ layer, stacks }: UpgradeDialogProps) {
  const api = useApi(stacksApiRef);
  const [chosen, setChosen] = useState(
    () => new Set(stacks.slice(0, MOST_AT_ONCE).map(({ id }) => id)),
  );
  const [reason, setReason] = useState('');
  const [ticket, setTicket] = useState('');
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const [result, setResult] = useState<UpgradeResult>();
  const toggle = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const start = async () => {
    setPending(true);
    setError(undefined);
    try {
      const answer = await api.upgradeStacks(layer, {
        stackIds: [...chosen],
        reason: reason.trim(),
        ticket: ticket.trim() || undefined,
      });
      setResult(answer);
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
    setPending(false);
  };
  const fields = { reason, setReason, ticket, setTicket };
  return { ...fields, chosen, toggle, isPending, error, result, start };
}

/** Has the newest version rendered and planned for one stack or many, and says what became of each. */
export function UpgradeDialog(props: UpgradeDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const upgrade = useUpgrade(props);
  const { layer, version, onClose } = props;
  const { chosen, isPending, result, reason } = upgrade;
  const isComplete =
    reason.trim() !== '' && chosen.size > 0 && chosen.size <= MOST_AT_ONCE;
  return (
    <Dialog
      isOpen
      isDismissable={!isPending}
      onOpenChange={isOpen => !isOpen && onClose()}
      width={560}
    >
      <DialogHeader>{t('version.dialog', { layer, version })}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          {result ? (
            <Results {...props} result={result} />
          ) : (
            <Questions {...props} upgrade={upgrade} />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" isDisabled={isPending} onPress={onClose}>
          {t(result ? 'version.close' : 'why.cancel')}
        </Button>
        {!result && (
          <Button
            variant="primary"
            isDisabled={!isComplete}
            isPending={isPending}
            onPress={() => void upgrade.start()}
          >
            {t('version.confirm')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function Questions({
  stacks,
  upgrade,
}: UpgradeDialogProps & { upgrade: ReturnType<typeof useUpgrade> }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { chosen, error } = upgrade;
  return (
    <>
      <Text>{t('version.body')}</Text>
      {stacks.length > 1 && (
        <fieldset>
          <legend>{t('version.stacks')}</legend>
          {stacks.map(stack => (
            <Checkbox
              key={stack.id}
              isSelected={chosen.has(stack.id)}
              onChange={isChosen => upgrade.toggle(stack.id, isChosen)}
            >
              {titleOf(stack)}
            </Checkbox>
          ))}
        </fieldset>
      )}
      <TextAreaField
        label={t('why.reason')}
        isRequired
        value={upgrade.reason}
        onChange={upgrade.setReason}
        maxLength={2000}
        rows={3}
      />
      <TextField
        label={t('why.ticket')}
        value={upgrade.ticket}
        onChange={upgrade.setTicket}
        maxLength={100}
      />
      {error && (
        <Alert status="danger" icon role="alert" title={errorMessage(error)} />
      )}
    </>
  );
}

function Results({
  stacks,
  result,
}: UpgradeDialogProps & { result: UpgradeResult }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const named = new Map(stacks.map(stack => [stack.id, titleOf(stack)]));
  return (
    <ul>
      {result.items.map(({ stackId, taskId, problem = '' }) => {
        const task = taskId && links.task(taskId);
        return (
          <li key={stackId}>
            <Link href={links.stack(stackId)}>{named.get(stackId)}</Link>{' '}
            {taskId ? t('version.started') : t('version.refused', { problem })}{' '}
            {task && <Link href={task}>{t('version.openTask')}</Link>}
          </li>
        );
      })}
    </ul>
  );
}

function titleOf({ name, target, layerVersion }: Stack): string {
  const { accountId, region, environment } = target;
  const place = `${environment}, ${accountId}/${region}`;
  return layerVersion
    ? `${name} (${place}): ${layerVersion}`
    : `${name} (${place})`;
}
