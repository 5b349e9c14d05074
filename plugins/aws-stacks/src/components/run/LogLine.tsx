// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { awsStacksTranslationRef } from '../../translation';
import { LOG_LEVELS, type LogLineEvent, levelOf } from './logLevels';
import styles from './LogLine.module.css';

/** One line: when, in which phase, and what. */
export function LogLine({ line }: { line: LogLineEvent }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <div className={styles.line} data-level={LOG_LEVELS[levelOf(line)]}>
      <time className={styles.time} dateTime={line.at}>
        {line.at.slice(11, 19)}
      </time>
      <span className={styles.phase}>
        {line.kind !== 'note' && t(`log.phase.${line.phase}`)}
      </span>
      <span className={styles.message}>
        <LineText line={line} />
      </span>
    </div>
  );
}

function LineText({ line }: { line: LogLineEvent }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (line.kind === 'log') {
    const isMarked = line.level === 'error' || line.level === 'warning';
    return <>{isMarked ? `${line.level}: ${line.message}` : line.message}</>;
  }
  if (line.kind === 'note') {
    const hint = line.hint ? ` ${t('log.hint', { hint: line.hint })}` : '';
    return <>{`${line.level}: ${line.message}${hint}`}</>;
  }
  const elapsed =
    line.elapsedMs === undefined
      ? ''
      : ` (${(line.elapsedMs / 1000).toFixed(1)} s)`;
  const message = line.message ? `: ${line.message}` : '';
  return (
    <>{`${line.action} ${line.address} ${t(
      `log.status.${line.status}`,
    )}${elapsed}${message}`}</>
  );
}
