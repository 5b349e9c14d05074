// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import {
  errorMessage,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';

function saveAs(bytes: Uint8Array, fileName: string) {
  const url = URL.createObjectURL(
    new Blob([new Uint8Array(bytes)], { type: 'application/gzip' }),
  );
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = fileName;
  anchor.click();
  URL.revokeObjectURL(url);
}

/** Saves the applied source as a tar.gz. */
export function DownloadSource({ stack }: { stack: Stack }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const download = async () => {
    setPending(true);
    setError(undefined);
    try {
      const source = await api.getStackSource(stack.id);
      saveAs(source, `${stack.layer}-${stack.name}.tar.gz`);
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
    setPending(false);
  };
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        iconStart={<RiDownloadLine />}
        isPending={isPending}
        onPress={() => void download()}
      >
        {t('stack.download')}
      </Button>
      {error && (
        <Alert
          status="danger"
          icon
          role="alert"
          title={t('stack.downloadFailed', { message: errorMessage(error) })}
        />
      )}
    </>
  );
}
