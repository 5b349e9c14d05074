// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, PasswordField, Text } from '@backstage/ui';
import type {
  Stack,
  StackDriftReport,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  errorMessage,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiArrowGoBackLine, RiSearchEyeLine } from '@remixicon/react';
import { useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { WhyDialog } from '../stack/WhyDialog';

interface DriftActionsProps {
  stack: Stack;
  report: StackDriftReport;
  onChange: () => void;
}

/** Look now, and plan a revert, for those who may. */
export function DriftActions(props: DriftActionsProps) {
  const { stack, report, onChange } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [isReverting, setReverting] = useState(false);
  const { drift, actions } = report;
  const mayRevert = actions.includes('revert') && drift.state === 'drifted';
  return (
    <Flex gap="2">
      {actions.includes('check') && (
        <CheckNow
          stackId={stack.id}
          isChecking={report.checking}
          onChange={onChange}
        />
      )}
      {mayRevert && (
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiArrowGoBackLine />}
          onPress={() => setReverting(true)}
        >
          {t('drift.revert')}
        </Button>
      )}
      {isReverting && (
        <RevertDialog
          stack={stack}
          secrets={report.secretVariables}
          onClose={() => setReverting(false)}
        />
      )}
    </Flex>
  );
}

function CheckNow(props: {
  stackId: string;
  isChecking: boolean;
  onChange: () => void;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const check = async () => {
    setPending(true);
    setError(undefined);
    try {
      await api.checkStackDrift(props.stackId);
      props.onChange();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
    setPending(false);
  };
  return (
    <>
      {error && (
        <Alert
          status="danger"
          icon
          role="alert"
          title={t('drift.checkFailed', { message: errorMessage(error) })}
        />
      )}
      <Button
        variant="secondary"
        size="small"
        iconStart={<RiSearchEyeLine />}
        isPending={isPending || props.isChecking}
        onPress={() => void check()}
      >
        {t('drift.check')}
      </Button>
    </>
  );
}

interface RevertDialogProps {
  stack: Stack;
  /** The names of the secrets that have to be given again. */
  secrets: readonly string[];
  onClose: () => void;
}

function RevertDialog(props: RevertDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const { stack, secrets, onClose } = props;
  const [values, setValues] = useState<Record<string, string>>({});
  return (
    <WhyDialog
      title={t('drift.revertTitle', {
        stack: `${stack.layer} / ${stack.name}`,
      })}
      confirmLabel={t('drift.revertConfirm')}
      isBlocked={secrets.some(name => !values[name])}
      onConfirm={why =>
        api.revertStackDrift(stack.id, {
          ...why,
          ...(secrets.length > 0 && { secretVariables: values }),
        })
      }
      onClose={onClose}
    >
      <Text>{t('drift.revertBody')}</Text>
      {secrets.length > 0 && <Text>{t('drift.revertSecrets')}</Text>}
      {secrets.map(name => (
        <PasswordField
          key={name}
          label={name}
          isRequired
          value={values[name] ?? ''}
          onChange={value =>
            setValues(before => ({ ...before, [name]: value }))
          }
        />
      ))}
    </WhyDialog>
  );
}
