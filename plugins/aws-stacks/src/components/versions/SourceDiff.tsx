// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { LayerFile } from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Versions.module.css';

/** Which side of a unified diff a line belongs to. */
function sideOf(line: string): 'added' | 'removed' | undefined {
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : undefined;
}

/** The lines of a unified diff, without the head that names the file twice. */
function linesOf(diff: string): string[] {
  const lines = diff.trimEnd().split('\n');
  const start = lines.findIndex(line => line.startsWith('@@'));
  return lines.slice(Math.max(0, start));
}

/** A file that a newer version changes, folded until it is asked for. */
export function SourceDiff({ file }: { file: LayerFile }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { path, change, diff } = file;
  return (
    <details>
      <summary>
        <code>{path}</code> {t(`promotionFile.${change}`)}
      </summary>
      {diff === undefined ? (
        <Text color="secondary">{t('version.tooLarge')}</Text>
      ) : (
        <pre className={styles.diff} aria-label={t('version.diffOf', { path })}>
          {linesOf(diff).map((line, index) => (
            <span key={index} className={styles.line} data-side={sideOf(line)}>
              {line}
            </span>
          ))}
        </pre>
      )}
    </details>
  );
}
