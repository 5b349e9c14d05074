// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import { stacksApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { DownloadButton } from '../DownloadButton';

/** Saves the applied source as a tar.gz. */
export function DownloadSource({ stack }: { stack: Stack }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  return (
    <DownloadButton
      label={t('stack.download')}
      fileName={`${stack.layer}-${stack.name}.tar.gz`}
      contentType="application/gzip"
      load={() => api.getStackSource(stack.id)}
      failed={message => t('stack.downloadFailed', { message })}
    />
  );
}
