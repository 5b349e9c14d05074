// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { Problem } from '@groundwork/backstage-plugin-groundwork-common';
import { useId, useState } from 'react';
import { groundworkReactTranslationRef } from '../translation';
import styles from './Notices.module.css';

const SHOWN = 5;

/**
 * Props of {@link ProblemsNotice}.
 *
 * @public
 */
export interface ProblemsNoticeProps {
  problems: readonly Problem[];
}

/**
 * Says which accounts have problems and what to do about them. Shows nothing when none has.
 *
 * @public
 */
export function ProblemsNotice({ problems }: ProblemsNoticeProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  if (problems.length === 0) return null;
  const count = new Set(problems.flatMap(({ accountId }) => accountId ?? []))
    .size;
  return (
    <Alert
      status="warning"
      icon
      title={
        count > 0 ? t('problems.title', { count }) : t('problems.titleGeneral')
      }
      description={
        <>
          {t('problems.intro')}
          <ProblemList problems={problems} />
        </>
      }
    />
  );
}

function ProblemList({ problems }: ProblemsNoticeProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const [isWhole, setWhole] = useState(false);
  const listId = useId();
  const hidden = problems.length - SHOWN;
  const shown = isWhole ? problems : problems.slice(0, SHOWN);
  return (
    <>
      <ul className={styles.list} id={listId}>
        {shown.map(problem => (
          <ProblemLine key={JSON.stringify(problem)} problem={problem} />
        ))}
      </ul>
      {hidden > 0 && (
        <Button
          size="small"
          variant="tertiary"
          aria-controls={listId}
          aria-expanded={isWhole}
          onPress={() => setWhole(!isWhole)}
        >
          {isWhole
            ? t('problems.fewer')
            : t('problems.more', { count: hidden })}
        </Button>
      )}
    </>
  );
}

function ProblemLine({ problem }: { problem: Problem }) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { accountId, region, code, action, hint } = problem;
  const place = [accountId, region].filter(Boolean).join(' ');
  return (
    <li>
      {place && <strong>{place}</strong>} {code}
      {action && `, ${t('problems.action', { action })}`}. {hint}
    </li>
  );
}
