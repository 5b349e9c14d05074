// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { PlanNote } from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Plan.module.css';

/** What a reviewer has to see before anything else: permissions that grow, findings of the rules. */
export function PlanNotes({ notes }: { notes: PlanNote[] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (notes.length === 0) return null;
  const isBad = notes.some(note => note.level === 'error');
  const isWarning = notes.some(note => note.level === 'warning');
  const status = isWarning ? 'warning' : 'info';
  return (
    <Alert
      status={isBad ? 'danger' : status}
      icon
      title={t('plan.notes')}
      description={
        <ul className={styles.notes}>
          {notes.map(note => (
            <li key={`${note.source}/${note.address}/${note.message}`}>
              <strong>
                {t(`plan.note.${note.level}`)}, {note.source}
              </strong>
              {note.address && <> ({note.address})</>}: {note.message}
            </li>
          ))}
        </ul>
      }
    />
  );
}
