// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import type { Account } from '@groundwork/backstage-plugin-groundwork-common';
import { RiFolderReceivedLine } from '@remixicon/react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { useWantedImport } from '../../hooks/useWantedImport';
import { awsStacksTranslationRef } from '../../translation';

/** What can be done beside looking at the list: registering what stands, and choosing the stack that imports something. */
export function StacksActions({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { register } = useStackLinks();
  const { arn } = useWantedImport();
  return (
    <>
      {arn && <Alert status="info" icon title={t('import.chosen', { arn })} />}
      {accounts.some(({ mayUse }) => mayUse) && (
        <div>
          <ButtonLink
            href={register}
            size="small"
            variant="secondary"
            iconStart={<RiFolderReceivedLine />}
          >
            {t('register.button')}
          </ButtonLink>
        </div>
      )}
    </>
  );
}
