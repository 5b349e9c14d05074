// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Problem } from '@groundwork/backstage-plugin-groundwork-common';
import { groundworkReactTranslationRef } from '../translation';
import styles from './Notices.module.css';

/**
 * Props of {@link ProblemsNotice}.
 *
 * @public
 */
export interface ProblemsNoticeProps {
  problems: readonly Problem[];
}

/**
 * Says which accounts could not be read and what to do about it. Shows nothing when all could.
 *
 * @public
 */
export function ProblemsNotice({ problems }: ProblemsNoticeProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  if (problems.length === 0) return null;
  const count = new Set(problems.map(problem => problem.accountId)).size;
  return (
    <Alert
      status="warning"
      icon
      title={t('problems.title', { count })}
      description={
        <>
          {t('problems.intro')}
          <ul className={styles.list}>
            {problems.map(problem => (
              <li
                key={`${problem.accountId}/${problem.region}/${problem.code}/${problem.action}`}
              >
                <strong>
                  {problem.accountId} {problem.region}
                </strong>{' '}
                {problem.code}
                {problem.action &&
                  `, ${t('problems.action', { action: problem.action })}`}
                . {problem.hint}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
