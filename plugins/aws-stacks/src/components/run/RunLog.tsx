// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Switch, Text } from '@backstage/ui';
import {
  type RunEvent,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type LoadState,
  LoadView,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useMemo, useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { WindowedList } from '../WindowedList';
import { LogLine } from './LogLine';
import { LOG_LEVELS, type LogLevel, isLogLine, levelOf } from './logLevels';
import styles from './LogLine.module.css';

/** What the engine says, as it says it. */
export function RunLog(props: {
  state: LoadState<RunEvent[]>;
  isLive: boolean;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [level, setLevel] = useState<LogLevel>('info');
  const [isFollowing, setFollowing] = useState(props.isLive);
  return (
    <>
      <Flex gap="4" align="end">
        <Select
          className={styles.level}
          size="small"
          label={t('log.level')}
          value={level}
          onChange={value =>
            setLevel(LOG_LEVELS.find(known => known === value) ?? 'info')
          }
          options={[
            { id: 'debug', label: t('log.all') },
            { id: 'info', label: t('log.info') },
            { id: 'warning', label: t('log.warning') },
          ]}
        />
        <Switch
          label={t('log.follow')}
          isSelected={isFollowing}
          onChange={setFollowing}
        />
      </Flex>
      <LoadView state={props.state} permission={stackReadPermission.name}>
        {events => (
          <LogLines events={events} level={level} isFollowing={isFollowing} />
        )}
      </LoadView>
    </>
  );
}

function LogLines(props: {
  events: RunEvent[];
  level: LogLevel;
  isFollowing: boolean;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { events, level, isFollowing } = props;
  const lines = useMemo(
    () =>
      events
        .filter(isLogLine)
        .filter(line => levelOf(line) >= LOG_LEVELS.indexOf(level)),
    [events, level],
  );
  if (lines.length === 0) {
    return (
      <Text color="secondary">
        {events.some(isLogLine) ? t('log.noMatch') : t('log.empty')}
      </Text>
    );
  }
  return (
    <WindowedList
      label={t('log.label')}
      items={lines}
      keyOf={line => line.seq}
      estimate={() => 22}
      followEnd={isFollowing}
      maxHeight={400}
      render={line => <LogLine line={line} />}
    />
  );
}
