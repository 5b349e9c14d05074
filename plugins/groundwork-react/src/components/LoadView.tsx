// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Skeleton, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { LoadState } from '../hooks/usePolling';
import { groundworkReactTranslationRef } from '../translation';
import { ErrorState, errorMessage } from './ErrorState';
import styles from './Notices.module.css';

/**
 * Props of {@link LoadView}.
 *
 * @public
 */
export interface LoadViewProps<T> {
  state: LoadState<T>;
  /** The permission the view needs. */
  permission?: string;
  /** Shown while there is nothing yet; rows by default. */
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/**
 * Shows what was loaded, or the skeleton, or why it could not be. Data that could not be refreshed stays, and says so.
 *
 * @public
 */
export function LoadView<T>(props: LoadViewProps<T>) {
  const { state, permission, skeleton, children } = props;
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { data, error, reload } = state;
  if (data === undefined) {
    return error ? (
      <ErrorState error={error} permission={permission} onRetry={reload} />
    ) : (
      <>{skeleton ?? <SkeletonRows />}</>
    );
  }
  return (
    <>
      {error && (
        <Alert
          status="warning"
          icon
          title={t('error.staleTitle')}
          description={t('error.stale', { message: errorMessage(error) })}
        />
      )}
      {children(data)}
    </>
  );
}

/**
 * Grey rows where a list is going to be.
 *
 * @public
 */
export function SkeletonRows(props: { rows?: number; height?: number }) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { rows = 6, height = 40 } = props;
  return (
    <div className={styles.skeleton} role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} width="100%" height={height} />
      ))}
    </div>
  );
}
