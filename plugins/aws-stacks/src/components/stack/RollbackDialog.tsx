// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  StackDetail,
  StackSource,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  Facts,
  RelativeTime,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useAppliedSecretNames } from '../../hooks/useAppliedSecretNames';
import { awsStacksTranslationRef } from '../../translation';
import { shortDigest } from '../run/RunFacts';
import { Value } from '../Value';
import { WhyDialog } from './WhyDialog';

interface RollbackDialogProps {
  stack: StackDetail;
  /** Without one, the source that was applied last. */
  source?: StackSource;
  onClose: () => void;
}

/** Plans a source that was applied before. */
export function RollbackDialog(props: RollbackDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const { stack, source, onClose } = props;
  const appliedSecretNames = useAppliedSecretNames(stack);
  const digest = source?.digest ?? stack.sourceDigest;
  const at = source?.appliedAt ?? stack.appliedAt;
  return (
    <WhyDialog
      title={t('rollback.title', { stack: `${stack.layer} / ${stack.name}` })}
      confirmLabel={t('rollback.confirm')}
      secretNames={source?.secretNames ?? appliedSecretNames}
      onConfirm={why =>
        api.rollbackStack(stack.id, { runId: source?.runId, ...why })
      }
      onClose={onClose}
    >
      <Text>{t('rollback.body')}</Text>
      <Facts
        facts={[
          [t('source.digest'), digest && <Value value={shortDigest(digest)} />],
          [t('source.when'), at && <RelativeTime instant={at} />],
        ]}
      />
    </WhyDialog>
  );
}
