// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  StackAction,
  StackDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  RiArrowGoBackLine,
  RiDownloadLine,
  RiDeleteBinLine,
  RiEditLine,
  RiLinkUnlink,
} from '@remixicon/react';
import { useState } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { useWantedImport } from '../../hooks/useWantedImport';
import { awsStacksTranslationRef } from '../../translation';
import { ChangeDialog } from './ChangeDialog';
import { DestroyDialog } from './DestroyDialog';
import { ImportDialog } from '../imports/ImportDialog';
import { ForgetDialog } from './ForgetDialog';
import { RollbackDialog } from './RollbackDialog';

/** A run that needs attention has to be settled first: nothing can be planned before. */
function isOffTrack({ lastRun }: StackDetail): boolean {
  return lastRun?.state === 'failed';
}

/** The buttons the backend says this person has, and no others. */
export function StackActions({ stack }: { stack: StackDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { mayOpenForms } = useStackLinks();
  const [asked, setAsked] = useState<StackAction>();
  const { arn, forget } = useWantedImport();
  const actions = stack.actions ?? [];
  const close = () => setAsked(undefined);
  return (
    <>
      {mayOpenForms && actions.includes('change') && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiEditLine />}
          onPress={() => setAsked('change')}
        >
          {t('change.button')}
        </Button>
      )}
      {isOffTrack(stack) && actions.includes('rollback') && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiArrowGoBackLine />}
          onPress={() => setAsked('rollback')}
        >
          {t('rollback.button')}
        </Button>
      )}
      {actions.includes('import') && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine />}
          onPress={() => setAsked('import')}
        >
          {t('import.button')}
        </Button>
      )}
      {actions.includes('destroy') && (
        <Button
          size="small"
          variant="secondary"
          destructive
          iconStart={<RiDeleteBinLine />}
          onPress={() => setAsked('destroy')}
        >
          {t('destroy.button')}
        </Button>
      )}
      {actions.includes('deregister') && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiLinkUnlink />}
          onPress={() => setAsked('deregister')}
        >
          {t('made.forget')}
        </Button>
      )}
      {asked === 'deregister' && <ForgetDialog stack={stack} onClose={close} />}
      {asked === 'change' && <ChangeDialog stack={stack} onClose={close} />}
      {asked === 'rollback' && <RollbackDialog stack={stack} onClose={close} />}
      {actions.includes('import') && (asked === 'import' || arn) && (
        <ImportDialog
          stack={stack}
          arn={arn}
          onClose={() => {
            if (arn) forget();
            close();
          }}
        />
      )}
      {asked === 'destroy' && <DestroyDialog stack={stack} onClose={close} />}
    </>
  );
}
