// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Text } from '@backstage/ui';
import type {
  Freeze,
  FreezesPage,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  Section,
  StatusBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiCalendarLine, RiSnowflakeLine } from '@remixicon/react';
import { useState } from 'react';
import { useFreezes } from '../../hooks/useFreezes';
import { awsStacksTranslationRef } from '../../translation';
import { EndFreezeDialog, FreezeDialog } from './FreezeDialog';
import styles from './Freezes.module.css';
import { localInstant, useFreezeWords } from './useFreezeWords';

/** What is frozen and what is going to be, for those whom it concerns: somebody who may freeze, or everybody during one. */
export function FreezesSection() {
  const { data, reload } = useFreezes();
  if (!data || (data.items.length === 0 && !data.mayFreeze)) return null;
  return <Freezes page={data} onChanged={reload} />;
}

interface FreezesProps {
  page: FreezesPage;
  onChanged: () => void;
}

function Freezes({ page, onChanged }: FreezesProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [isDeclaring, setDeclaring] = useState(false);
  const [ending, setEnding] = useState<Freeze>();
  const declare = (
    <Button variant="secondary" onPress={() => setDeclaring(true)}>
      {t('freeze.declare')}
    </Button>
  );
  return (
    <Section
      title={t('freeze.title')}
      actions={page.mayFreeze ? declare : undefined}
    >
      {page.items.length === 0 && (
        <Text color="secondary">{t('freeze.none')}</Text>
      )}
      <ul className={styles.list}>
        {page.items.map(freeze => (
          <FreezeItem
            key={`${freeze.id}/${freeze.from}`}
            freeze={freeze}
            onEnd={page.mayFreeze ? () => setEnding(freeze) : undefined}
          />
        ))}
      </ul>
      {isDeclaring && (
        <FreezeDialog onDone={onChanged} onClose={() => setDeclaring(false)} />
      )}
      {ending && (
        <EndFreezeDialog
          freeze={ending}
          onDone={onChanged}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Section>
  );
}

function FreezeItem(props: { freeze: Freeze; onEnd?: () => void }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const words = useFreezeWords();
  const { freeze, onEnd } = props;
  const { createdBy, from, isActive, reason, source } = freeze;
  return (
    <li className={styles.item}>
      <div>
        <Flex align="center" gap="2">
          <StatusBadge
            tone={isActive ? 'warning' : 'neutral'}
            icon={isActive ? RiSnowflakeLine : RiCalendarLine}
          >
            {isActive ? t('freeze.on') : t('freeze.coming')}
          </StatusBadge>
          <Text weight="bold">{reason}</Text>
        </Flex>
        <Text as="div" variant="body-small" color="secondary">
          {t('freeze.stops', {
            scope: words.scope(freeze.scope),
            from: t('freeze.from', { instant: localInstant(from) }),
            until: words.until(freeze),
          })}
        </Text>
        <Text as="div" variant="body-small" color="secondary">
          {source === 'configuration' &&
            t('freeze.configured', { name: freeze.id })}
          {createdBy && (
            <>
              {t('freeze.by')} <EntityRefLink entityRef={createdBy} />
            </>
          )}
        </Text>
      </div>
      {onEnd && source === 'person' && isActive && (
        <Button variant="secondary" onPress={onEnd}>
          {t('freeze.end')}
        </Button>
      )}
    </li>
  );
}
