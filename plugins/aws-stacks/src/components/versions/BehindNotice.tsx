// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import {
  type Stack,
  isBehind,
} from '@groundwork/backstage-plugin-groundwork-common';
import { useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { UpgradeDialog } from './UpgradeDialog';

interface BehindNoticeProps {
  layer: string;
  newest?: string;
  stacks: readonly Stack[];
}

/** Of the stacks of one layer: how many are behind its newest version, and the way to raise them. */
export function BehindNotice({ layer, newest, stacks }: BehindNoticeProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const behind = stacks.filter(
    stack =>
      stack.layer === layer &&
      stack.sourceDigest !== undefined &&
      !stack.standing &&
      isBehind(stack.layerVersion, newest),
  );
  if (!newest || behind.length === 0) return null;
  return (
    <>
      <Alert
        status="info"
        icon
        title={t('version.behind', {
          count: behind.length,
          layer,
          version: newest,
        })}
        customActions={
          <Button
            size="small"
            variant="secondary"
            onPress={() => setOpen(true)}
          >
            {t('version.upgradeMany')}
          </Button>
        }
      />
      {isOpen && (
        <UpgradeDialog
          layer={layer}
          version={newest}
          stacks={behind}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
