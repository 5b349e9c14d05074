// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type Stack,
  isBehind,
} from '@groundwork/backstage-plugin-groundwork-common';
import { StatusBadge } from '@groundwork/backstage-plugin-groundwork-react';
import { RiArrowUpCircleLine } from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';

interface LayerVersionBadgeProps {
  stack: Stack;
  /** Absent while it is not known. */
  newest?: string;
}

/** The version that is applied, and whether the catalog has a newer one. */
export function LayerVersionBadge({ stack, newest }: LayerVersionBadgeProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { layerVersion, sourceDigest } = stack;
  if (!sourceDigest) return null;
  return (
    <>
      {layerVersion ?? t('version.none')}
      {newest && isBehind(layerVersion, newest) && (
        <StatusBadge tone="warning" icon={RiArrowUpCircleLine}>
          {t('version.newer', { version: newest })}
        </StatusBadge>
      )}
    </>
  );
}
