// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { RunEvent } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type LoadState,
  LoadView,
  RelativeTime,
  RunStateBadge,
  SkeletonRows,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import styles from './RunTimeline.module.css';

type StateEvent = Extract<RunEvent, { kind: 'state' }>;

/** Every change of state: when, by whom, and why. */
export function RunTimeline({ state }: { state: LoadState<RunEvent[]> }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <LoadView state={state} skeleton={<SkeletonRows rows={4} height={32} />}>
      {events => {
        const changes = events.filter(event => event.kind === 'state');
        return changes.length === 0 ? (
          <Text color="secondary">{t('run.timelineEmpty')}</Text>
        ) : (
          <ol className={styles.timeline}>
            {changes.map(event => (
              <TimelineEntry key={event.seq} event={event} />
            ))}
          </ol>
        );
      }}
    </LoadView>
  );
}

function TimelineEntry({ event }: { event: StateEvent }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <li className={styles.entry}>
      <RunStateBadge state={event.to} />
      <div className={styles.words}>
        <RelativeTime instant={event.at} />
        {', '}
        {event.actor.includes(':')
          ? t('run.by', {
              actor: <EntityRefLink entityRef={event.actor} hideIcon />,
            })
          : t('run.by', { actor: t('run.engineActor') })}
      </div>
      {event.reason && <div className={styles.words}>{event.reason}</div>}
    </li>
  );
}
