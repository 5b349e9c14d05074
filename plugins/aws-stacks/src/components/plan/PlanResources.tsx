// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { ResourceChange } from '@groundwork/backstage-plugin-groundwork-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { WindowedList } from '../WindowedList';
import { AttributeRow } from './AttributeRow';
import { PlanFilterBar } from './PlanFilterBar';
import { ResourceRow } from './ResourceRow';
import {
  type PlanFilter,
  type PlanRow,
  filterResources,
  planRows,
} from './planRows';
import styles from './Plan.module.css';

/** A plan this small is read from top to bottom, so it starts opened. */
const OPEN_UP_TO = 8;
const ROW_HEIGHTS = {
  group: 36,
  resource: 52,
  attribute: 30,
  'no-attributes': 30,
} as const;

const ALL: PlanFilter = { text: '', actions: new Set() };

/** A resource that is to be shown; another object each time that somebody asks for it. */
export interface WantedResource {
  address: string;
}

function addresses(resources: readonly ResourceChange[]): Set<string> {
  return new Set(resources.map(resource => resource.address));
}

/** Which resources are opened to their attributes. */
function useOpen(resources: readonly ResourceChange[]) {
  const [open, setOpen] = useState(() =>
    resources.length <= OPEN_UP_TO ? addresses(resources) : new Set<string>(),
  );
  const toggle = (address: string) =>
    setOpen(before => {
      const next = new Set(before);
      if (!next.delete(address)) next.add(address);
      return next;
    });
  return { open, setOpen, toggle };
}

/** Opens the wanted resource, leaves out the others, and brings the list into view. */
function useWanted(
  wanted: WantedResource | undefined,
  show: (address: string) => void,
) {
  const list = useRef<HTMLDivElement>(null);
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    if (!wanted) return;
    latest.current(wanted.address);
    list.current?.focus();
  }, [wanted]);
  return list;
}

/** The resources of a plan: what happens to each, filtered and searched. */
export function PlanResources(props: {
  resources: ResourceChange[];
  wanted?: WantedResource;
}) {
  const { resources, wanted } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [filter, setFilter] = useState(ALL);
  const { open, setOpen, toggle } = useOpen(resources);
  const list = useWanted(wanted, address => {
    setFilter({ ...ALL, text: address });
    setOpen(before => new Set(before).add(address));
  });
  const { shown, total } = useMemo(
    () => filterResources(resources, filter),
    [resources, filter],
  );
  const rows = useMemo(() => planRows(shown, open), [shown, open]);
  const counts = { shown: String(shown.length), total: String(total) };
  return (
    <Flex direction="column" gap="3" ref={list} tabIndex={-1}>
      <PlanFilterBar
        filter={filter}
        resources={resources}
        onChange={setFilter}
        onExpandAll={() => setOpen(addresses(resources))}
        onCollapseAll={() => setOpen(new Set())}
      />
      <Text color="secondary" role="status">
        {shown.length === 0 ? t('plan.noMatch') : t('plan.shown', counts)}
      </Text>
      {rows.length > 0 && (
        <WindowedList
          label={t('plan.list')}
          items={rows}
          keyOf={row => row.key}
          estimate={row => ROW_HEIGHTS[row.kind]}
          render={row => <Row row={row} onToggle={toggle} />}
        />
      )}
    </Flex>
  );
}

function Row(props: { row: PlanRow; onToggle: (address: string) => void }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { row, onToggle } = props;
  switch (row.kind) {
    case 'group':
      return (
        <h3 className={styles.group}>
          {t(`planCount.${row.action}`, { count: row.count })}
        </h3>
      );
    case 'resource':
      return (
        <ResourceRow
          change={row.change}
          isOpen={row.isOpen}
          onToggle={() => onToggle(row.key)}
        />
      );
    case 'attribute':
      return <AttributeRow attribute={row.attribute} />;
    default:
      return <p className={styles.none}>{t('plan.noAttributes')}</p>;
  }
}
