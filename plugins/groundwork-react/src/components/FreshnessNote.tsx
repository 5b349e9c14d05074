// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Freshness } from '@groundwork/backstage-plugin-groundwork-common';
import { RiTimeLine } from '@remixicon/react';
import { useNow } from '../hooks/useNow';
import { groundworkReactTranslationRef } from '../translation';
import styles from './FreshnessNote.module.css';
import { RelativeTime, describeInstant } from './RelativeTime';

/**
 * Props of {@link FreshnessNote}.
 *
 * @public
 */
export interface FreshnessNoteProps {
  freshness: Freshness;
}

/**
 * How old what is shown is, how much of it could not be read, and when it is read again. What was never read says so.
 *
 * @public
 */
export function FreshnessNote({ freshness }: FreshnessNoteProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { failed, targets, nextRunAt } = freshness;
  return (
    <p className={styles.note}>
      <RiTimeLine size={14} aria-hidden="true" className={styles.icon} />
      <Age {...freshness} />
      {failed > 0 && (
        <strong className={styles.failed}>
          {t('freshness.failed', { failed: String(failed), count: targets })}
        </strong>
      )}
      {nextRunAt && <NextRun at={nextRunAt} />}
    </p>
  );
}

function Age({ oldestAt, newestAt }: Freshness) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const now = useNow();
  if (!newestAt) return <span>{t('freshness.never')}</span>;
  const newest = <RelativeTime instant={newestAt} />;
  if (!oldestAt) return <span>{t('freshness.inPart', { newest })}</span>;
  if (describeInstant(oldestAt, now) === describeInstant(newestAt, now)) {
    return <span>{t('freshness.read', { newest })}</span>;
  }
  const oldest = <RelativeTime instant={oldestAt} />;
  return <span>{t('freshness.between', { oldest, newest })}</span>;
}

function NextRun({ at }: { at: string }) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const isAhead = Date.parse(at) > useNow();
  const when = <RelativeTime instant={at} />;
  return (
    <span>{isAhead ? t('freshness.next', { when }) : t('freshness.due')}</span>
  );
}
