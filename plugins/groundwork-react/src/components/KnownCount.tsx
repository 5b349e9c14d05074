// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { groundworkReactTranslationRef } from '../translation';

/**
 * Props of {@link KnownCount}.
 *
 * @public
 */
export interface KnownCountProps {
  count: number;
  /** How much of what is counted could be read. */
  known: 'all' | 'part' | 'none';
}

/**
 * Whether a number says nothing: a zero of a part is no zero.
 *
 * @public
 */
export function isUnknownCount({ count, known }: KnownCountProps): boolean {
  return known === 'none' || (known === 'part' && count === 0);
}

/**
 * A number that is only as good as what could be read: itself, at least so many, or unknown.
 *
 * @public
 */
export function KnownCount({ count, known }: KnownCountProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  if (known === 'all') return <>{count}</>;
  const isUnknown = isUnknownCount({ count, known });
  return (
    <>
      <span aria-hidden="true">{isUnknown ? '?' : `≥ ${count}`}</span>
      <VisuallyHidden>
        {isUnknown
          ? t('count.unknown')
          : t('count.atLeast', { least: String(count) })}
      </VisuallyHidden>
    </>
  );
}
