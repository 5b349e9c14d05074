// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { awsEstateTranslationRef } from '../../translation';
import styles from './Tags.module.css';

const SHOWN = 3;

/** The tags of a resource: the first few, all on demand. */
export function Tags({ tags }: { tags: Readonly<Record<string, string>> }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const [isWhole, setWhole] = useState(false);
  const all = Object.entries(tags);
  if (all.length === 0) return <span>{t('list.noTags')}</span>;
  const hidden = all.length - SHOWN;
  return (
    <span className={styles.tags}>
      {(isWhole ? all : all.slice(0, SHOWN)).map(([key, value]) => (
        <span key={key} className={styles.tag}>
          <span className={styles.key}>{key}</span> {value}
        </span>
      ))}
      {hidden > 0 && !isWhole && (
        <Button size="small" variant="tertiary" onPress={() => setWhole(true)}>
          {t('list.moreTags', { count: hidden })}
        </Button>
      )}
    </span>
  );
}
