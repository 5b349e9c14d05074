// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Flex, Link, Text, TextField } from '@backstage/ui';
import type {
  RegisteredStanding,
  StandingFinding,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  NarrowTable,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import styles from '../imports/Imports.module.css';
import type { RegisterAs } from './useSearch';

type Outcome = RegisteredStanding['items'][number];

interface FoundTableProps {
  items: readonly StandingFinding[];
  chosen: ReadonlyMap<string, RegisterAs>;
  /** What became of those that were to be registered. */
  outcomes: readonly Outcome[];
  onChoose: (finding: StandingFinding, isChosen: boolean) => void;
  onChange: (origin: string, as: RegisterAs) => void;
}

/** What stands, to be ticked; what is ticked gets a layer, a name and an owner. */
export function FoundTable(props: FoundTableProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <NarrowTable
      label={t('register.found')}
      columns={[t('register.what'), t('register.contents'), t('register.as')]}
      rows={props.items.map(finding => ({
        key: finding.origin,
        cells: [
          <What key="what" finding={finding} {...props} />,
          <Contents key="contents" finding={finding} />,
          <As key="as" finding={finding} {...props} />,
        ],
      }))}
    />
  );
}

type RowProps = FoundTableProps & { finding: StandingFinding };

function What({ finding, chosen, outcomes, onChoose }: RowProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { origin, title, stackId, objection } = finding;
  const isDone = outcomes.some(each => each.origin === origin && each.stackId);
  const mayChoose = !stackId && !objection && !isDone;
  return (
    <Flex direction="column" gap="1">
      {mayChoose ? (
        <Checkbox
          aria-label={t('register.choose', { title })}
          isSelected={chosen.has(origin)}
          onChange={isChosen => onChoose(finding, isChosen)}
        >
          {title}
        </Checkbox>
      ) : (
        <Text>{title}</Text>
      )}
      <Text variant="body-small" color="secondary" className={styles.arn}>
        {origin}
      </Text>
    </Flex>
  );
}

function Contents({ finding }: { finding: StandingFinding }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { engine, region, resources, outputs, changedAt } = finding;
  if (!engine || resources === undefined || outputs === undefined) return null;
  return (
    <Flex direction="column" gap="1">
      <Text>
        {t(`engine.${engine}`)}, {region}
      </Text>
      <Text color="secondary">
        {t('register.resources', { count: resources })},{' '}
        {t('register.outputs', { count: outputs })}
      </Text>
      {changedAt && <RelativeTime instant={changedAt} />}
    </Flex>
  );
}

function As({ finding, chosen, outcomes, onChange }: RowProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { origin, title, objection } = finding;
  const outcome = outcomes.find(each => each.origin === origin);
  const stackId = finding.stackId ?? outcome?.stackId;
  if (stackId) {
    return <Link href={links.stack(stackId)}>{t('register.known')}</Link>;
  }
  if (objection) return <Text color="secondary">{objection}</Text>;
  const as = chosen.get(origin);
  if (!as) return null;
  return (
    <div className={styles.fields}>
      {(['layer', 'name', 'owner'] as const).map(field => (
        <TextField
          key={field}
          size="small"
          label={t(`register.${field}`, { title })}
          isRequired
          value={as[field]}
          onChange={value => onChange(origin, { ...as, [field]: value })}
          maxLength={200}
        />
      ))}
      {outcome?.objection && (
        <Text color="danger" role="alert">
          {t('register.failed', { objection: outcome.objection })}
        </Text>
      )}
    </div>
  );
}
