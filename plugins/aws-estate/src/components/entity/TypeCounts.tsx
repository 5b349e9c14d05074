// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  EntityResourcesSummary,
  ResourceTypeCount,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  NarrowTable,
  RelativeTime,
  describeInstant,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';

const SHOWN = 6;

/** How many resources of which type, and when they were last seen. */
export function TypeCounts({ summary }: { summary: EntityResourcesSummary }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { types } = summary;
  if (types.length === 0) {
    return <Text color="secondary">{t('entity.onlyRelated')}</Text>;
  }
  const hidden = types.length - SHOWN;
  return (
    <div className={styles.lines}>
      <NarrowTable
        label={t('entity.types')}
        columns={[t('entity.type'), t('entity.count'), t('entity.seen')]}
        rows={types.slice(0, SHOWN).map(type => ({
          key: type.resourceType,
          cells: [
            type.resourceType,
            <span key="count" className={styles.number}>
              {type.resources}
            </span>,
            <Seen key="seen" type={type} />,
          ],
        }))}
      />
      {hidden > 0 && (
        <Text color="secondary">
          {t('entity.moreTypes', { count: hidden })}
        </Text>
      )}
    </div>
  );
}

function Seen({ type }: { type: ResourceTypeCount }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { oldestSeenAt, newestSeenAt } = type;
  const now = Date.now();
  const isSame =
    describeInstant(oldestSeenAt, now) === describeInstant(newestSeenAt, now);
  return (
    <>
      <RelativeTime instant={newestSeenAt} />
      {!isSame && (
        <span className={styles.detail}>
          , {t('entity.seenOldest')} <RelativeTime instant={oldestSeenAt} />
        </span>
      )}
    </>
  );
}
