// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Link, Text } from '@backstage/ui';
import {
  type ImportTargets,
  type StackDetail,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  SkeletonRows,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useEffect, useRef } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { WhyDialog } from '../stack/WhyDialog';
import { EstateResources } from './EstateResources';
import { ImportRows } from './ImportRows';
import styles from './Imports.module.css';
import { rowOfArn, useImportRows } from './useImportRows';

interface ImportDialogProps {
  stack: StackDetail;
  /** What is to be imported, as whoever led here says. */
  arn?: string;
  onClose: () => void;
}

type Rows = ReturnType<typeof useImportRows>;

/** Asks which resources that stand already get which addresses, and plans that. */
export function ImportDialog({ stack, arn, onClose }: ImportDialogProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const rows = useImportRows();
  const load = useCallback(
    (signal: AbortSignal) => api.getImportTargets(stack.id, { signal }),
    [api, stack.id],
  );
  const state = usePolling(load);
  const source = state.data?.source;
  useGivenArn(arn, state.data, rows);
  return (
    <WhyDialog
      title={t('import.title', { stack: `${stack.layer} / ${stack.name}` })}
      confirmLabel={t('import.confirm')}
      secretNames={source?.secretNames}
      isBlocked={!rows.isComplete || !source}
      onConfirm={why =>
        api.importResources(stack.id, {
          imports: rows.imports,
          runId: source?.runId,
          ...why,
        })
      }
      onClose={onClose}
    >
      <Text>{t('import.body')}</Text>
      <LoadView
        state={state}
        permission={stackReadPermission.name}
        skeleton={<SkeletonRows rows={2} />}
      >
        {targets => <Choice stack={stack} targets={targets} rows={rows} />}
      </LoadView>
    </WhyDialog>
  );
}

/** The ARN of the address becomes the first row, once it is known where it can go. */
function useGivenArn(
  arn: string | undefined,
  targets: ImportTargets | undefined,
  rows: Rows,
) {
  const latest = useRef(rows);
  latest.current = rows;
  const isTaken = useRef(false);
  useEffect(() => {
    if (!arn || !targets || isTaken.current) return;
    isTaken.current = true;
    latest.current.add(rowOfArn(arn, targets.targets, []));
  }, [arn, targets]);
}

interface ChoiceProps {
  stack: StackDetail;
  targets: ImportTargets;
  rows: Rows;
}

function Choice({ stack, targets, rows }: ChoiceProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { refusal, source } = targets;
  if (refusal || !source) {
    return <Alert status="warning" icon title={refusal} />;
  }
  const taken = rows.rows.map(({ to }) => to.trim());
  return (
    <>
      <Text variant="body-small" color="secondary">
        {t('import.source')}{' '}
        <Link href={links.run(source.runId)}>
          {t('import.sourceRun', { run: source.runId })}
        </Link>
      </Text>
      <Targets
        targets={targets.targets.filter(
          ({ address }) => !taken.includes(address),
        )}
        isEmpty={targets.targets.length === 0}
        onChoose={to => rows.add({ to, id: '' })}
      />
      <ImportRows state={rows} />
      <EstateResources
        stack={stack}
        onUse={({ arn }) => rows.add(rowOfArn(arn, targets.targets, taken))}
      />
    </>
  );
}

interface TargetsProps {
  targets: ImportTargets['targets'];
  isEmpty: boolean;
  onChoose: (address: string) => void;
}

function Targets({ targets, isEmpty, onChoose }: TargetsProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (isEmpty) return <Text color="secondary">{t('import.noTargets')}</Text>;
  if (targets.length === 0) return null;
  return (
    <>
      <Text>{t('import.targets')}</Text>
      <div className={styles.choices}>
        {targets.map(({ address }) => (
          <Button
            key={address}
            variant="secondary"
            size="small"
            onPress={() => onChoose(address)}
          >
            {address}
          </Button>
        ))}
      </div>
    </>
  );
}
