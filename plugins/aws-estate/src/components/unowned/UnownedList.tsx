// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  AcceptOwnersRequest,
  UnownedResource,
} from '@groundwork/backstage-plugin-groundwork-common';
import { useState } from 'react';
import type { Paging } from '../../hooks/useCursorPages';
import { useMayManage } from '../../hooks/useMayManage';
import { awsEstateTranslationRef } from '../../translation';
import { AcceptDialog } from './AcceptDialog';
import { OwnerDialog } from './OwnerDialog';
import { acceptedOf } from './owners';
import { SelectionBar } from './SelectionBar';
import { UnownedTable } from './UnownedTable';
import { useSelection } from './useSelection';

interface UnownedListProps {
  resources: readonly UnownedResource[];
  paging: Paging;
  nameOf: (accountId: string) => string | undefined;
}

/** What nobody owns, to be selected and accepted by who may. */
export function UnownedList(props: UnownedListProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { mayManage, isDenied, permission } = useMayManage();
  const selection = useSelection();
  const [choosing, setChoosing] = useState<readonly UnownedResource[]>();
  const [accepting, setAccepting] = useState<AcceptOwnersRequest['owners']>();
  return (
    <>
      <Text as="p" color="secondary">
        {isDenied ? t('unowned.denied', { permission }) : t('unowned.intro')}
      </Text>
      {mayManage && (
        <SelectionBar
          selection={selection}
          onAccept={() => setAccepting(acceptedOf(selection))}
          onChooseForAll={() => setChoosing([...selection.selected.values()])}
          onClear={selection.clear}
        />
      )}
      <UnownedTable
        {...props}
        selection={selection}
        onChoose={mayManage ? one => setChoosing([one]) : undefined}
      />
      {choosing && (
        <OwnerDialog
          resources={choosing}
          onChoose={entityRef => selection.choose(choosing, entityRef)}
          onClose={() => setChoosing(undefined)}
        />
      )}
      {accepting && (
        <AcceptDialog
          owners={accepting}
          onClose={() => setAccepting(undefined)}
        />
      )}
    </>
  );
}
