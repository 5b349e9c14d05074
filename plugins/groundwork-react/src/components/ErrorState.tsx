// SPDX-License-Identifier: Apache-2.0
import { ResponseError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { isNotInstalledError } from '@groundwork/backstage-plugin-groundwork-common';
import { groundworkReactTranslationRef } from '../translation';

/**
 * What went wrong, in the terms a reader can act on.
 *
 * @public
 */
export type ErrorKind =
  | 'denied'
  | 'not-found'
  | 'not-installed'
  | 'unreachable'
  | 'unknown-shape'
  | 'failed';

/**
 * Sorts an error of an API call.
 *
 * @public
 */
export function errorKind(error: Error): ErrorKind {
  if (error instanceof ResponseError) {
    if (error.statusCode === 403) return 'denied';
    return error.statusCode === 404 ? 'not-found' : 'failed';
  }
  if (isNotInstalledError(error)) return 'not-installed';
  if (error.name === 'ZodError') return 'unknown-shape';
  return error.name === 'TypeError' ? 'unreachable' : 'failed';
}

/**
 * The words of an error: what the backend said, where it said something.
 *
 * @public
 */
export function errorMessage(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}

/**
 * Props of {@link ErrorState}.
 *
 * @public
 */
export interface ErrorStateProps {
  error: Error;
  /** The permission the view needs, named when the backend does not name it. */
  permission?: string;
  onRetry?: () => void;
}

const PERMISSION = /groundwork(?:\.[a-z][a-z-]*){2,}/;

/**
 * An error in words: denied, not there, or failed with a way to try again.
 *
 * @public
 */
export function ErrorState({ error, permission, onRetry }: ErrorStateProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const kind = errorKind(error);
  if (kind === 'denied') {
    const named = errorMessage(error).match(PERMISSION)?.[0] ?? permission;
    return (
      <Alert
        status="warning"
        icon
        role="alert"
        title={t('error.deniedTitle')}
        description={
          named
            ? t('error.deniedPermission', { permission: named })
            : t('error.denied')
        }
      />
    );
  }
  if (kind === 'not-found') {
    return (
      <Alert
        status="info"
        icon
        role="alert"
        title={t('error.notFoundTitle')}
        description={`${errorMessage(error)} ${t('error.notFound')}`}
      />
    );
  }
  return <FailedState error={error} kind={kind} onRetry={onRetry} />;
}

function FailedState(props: ErrorStateProps & { kind: ErrorKind }) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { kind, error, onRetry } = props;
  const words: Partial<Record<ErrorKind, string>> = {
    unreachable: t('error.unreachable'),
    'unknown-shape': t('error.unknownShape'),
    'not-installed': t('error.notInstalled', { message: error.message }),
  };
  return (
    <Alert
      status={kind === 'not-installed' ? 'info' : 'danger'}
      icon
      role="alert"
      title={
        kind === 'not-installed'
          ? t('error.notInstalledTitle')
          : t('error.failedTitle')
      }
      description={words[kind] ?? errorMessage(error)}
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            {t('error.retry')}
          </Button>
        )
      }
    />
  );
}
