// SPDX-License-Identifier: Apache-2.0
import { Alert, Button } from '@backstage/ui';
import { errorMessage } from '@groundwork/backstage-plugin-groundwork-react';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';

interface DownloadButtonProps {
  label: string;
  fileName: string;
  contentType: string;
  load: () => Promise<Uint8Array>;
  /** The text of a download that failed. */
  failed: (message: string) => string;
}

function saveAs(bytes: Uint8Array, contentType: string, fileName: string) {
  const url = URL.createObjectURL(
    new Blob([new Uint8Array(bytes)], { type: contentType }),
  );
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = fileName;
  anchor.click();
  URL.revokeObjectURL(url);
}

/** Loads something from the backend, with the caller's own right, and saves it as a file. */
export function DownloadButton(props: DownloadButtonProps) {
  const { label, fileName, contentType, load, failed } = props;
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const download = async () => {
    setPending(true);
    setError(undefined);
    try {
      saveAs(await load(), contentType, fileName);
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
        {label}
      </Button>
      {error && (
        <Alert
          status="danger"
          icon
          role="alert"
          title={failed(errorMessage(error))}
        />
      )}
    </>
  );
}
