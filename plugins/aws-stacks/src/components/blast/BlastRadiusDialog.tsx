// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Alert,
  Dialog,
  DialogBody,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import {
  type BlastRadius,
  type Run,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  SkeletonRows,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useBlastRadius } from '../../hooks/useBlastRadius';
import { awsStacksTranslationRef } from '../../translation';
import { WindowedList } from '../WindowedList';
import styles from './BlastRadius.module.css';

const ROW_HEIGHT = 32;
const LIST_HEIGHT = 360;

/** The entities that depend on what a plan changes, the nearest first. */
export function BlastRadiusDialog(props: { run: Run; onClose: () => void }) {
  const { run, onClose } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const state = useBlastRadius(run.id, run.planDigest);
  return (
    <Dialog
      isOpen
      isDismissable
      onOpenChange={isOpen => !isOpen && onClose()}
      width={560}
    >
      <DialogHeader>{t('blast.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text>{t('blast.body')}</Text>
          <LoadView
            state={state}
            permission={stackReadPermission.name}
            skeleton={<SkeletonRows rows={3} />}
          >
            {radius => radius && <Dependants radius={radius} />}
          </LoadView>
        </Flex>
      </DialogBody>
    </Dialog>
  );
}

function Dependants({ radius }: { radius: BlastRadius }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { count, entities, isAtLeast, owners } = radius;
  return (
    <>
      {owners !== 'known' && (
        <Alert status="warning" icon title={t(`blast.owners.${owners}`)} />
      )}
      {isAtLeast && owners === 'known' && (
        <Alert status="info" icon title={t('blast.more')} />
      )}
      {count === 0 && (
        <Text color="secondary">
          {isAtLeast ? t('blast.unknown') : t('blast.none')}
        </Text>
      )}
      {count > 0 && (
        <WindowedList
          label={t('blast.list')}
          items={entities}
          keyOf={({ entityRef }) => entityRef}
          estimate={() => ROW_HEIGHT}
          maxHeight={LIST_HEIGHT}
          render={entity => <DependantRow {...entity} />}
        />
      )}
    </>
  );
}

function DependantRow(props: BlastRadius['entities'][number]) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { entityRef, distance } = props;
  return (
    <div className={styles.row}>
      <EntityRefLink entityRef={entityRef} />
      <span className={styles.distance}>
        {distance === 1
          ? t('blast.direct')
          : t('blast.through', { count: distance - 1 })}
      </span>
    </div>
  );
}
