// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { groundworkReactTranslationRef } from '../translation';

/**
 * Props of {@link CopyButton}.
 *
 * @public
 */
export interface CopyButtonProps {
  /** What the value is, for those who cannot see where the button stands. */
  name: string;
  value: string;
}

/**
 * Copies a value, and says so.
 *
 * @public
 */
export function CopyButton({ name, value }: CopyButtonProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => setDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [isDone]);
  return (
    <>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('copy.label', { name })}
        icon={isDone ? <RiCheckLine /> : <RiFileCopyLine />}
        onPress={() =>
          void navigator.clipboard.writeText(value).then(() => setDone(true))
        }
      />
      <VisuallyHidden role="status">
        {isDone ? t('copy.done') : ''}
      </VisuallyHidden>
    </>
  );
}
