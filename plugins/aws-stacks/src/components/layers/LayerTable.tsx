// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { PhaseProgress } from '@groundwork/backstage-plugin-groundwork-common';
import { NarrowTable } from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Layers.module.css';
import { LayerStateBadge } from './LayerStateBadge';
import { type LayerView, titleOf } from './layerViews';
import { PhaseSection } from './PhaseSection';

interface LayerTableProps {
  views: ReadonlyMap<string, LayerView>;
  phases: readonly PhaseProgress[];
  onSelect: (id: string) => void;
}

const COLUMNS = [
  'layer',
  'state',
  'accounts',
  'requires',
  'blockedBy',
  'stacks',
] as const;

/** What the graph shows, as a table for each phase. */
export function LayerTable({ views, phases, onSelect }: LayerTableProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [folded, setFolded] = useState<readonly string[]>([]);
  const cellsOf = useCells(views, onSelect);
  return (
    <div className={styles.phases}>
      {phases.map(progress => {
        const { phase } = progress;
        const isFolded = folded.includes(phase);
        return (
          <PhaseSection
            key={phase}
            phase={phase}
            progress={progress}
            isFolded={isFolded}
            onToggle={() =>
              setFolded(before =>
                isFolded
                  ? before.filter(other => other !== phase)
                  : [...before, phase],
              )
            }
          >
            <NarrowTable
              label={phase}
              columns={COLUMNS.map(column => t(`layers.column.${column}`))}
              rows={[...views.values()]
                .filter(({ layer }) => layer.phase === phase)
                .map(view => ({ key: view.layer.id, cells: cellsOf(view) }))}
            />
          </PhaseSection>
        );
      })}
    </div>
  );
}

function useCells(
  views: ReadonlyMap<string, LayerView>,
  onSelect: (id: string) => void,
) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const names = (ids: readonly string[]) =>
    ids.map(id => titleOf(views, id)).join(', ');
  return ({ layer, cell }: LayerView) => [
    <Button
      key="open"
      size="small"
      variant="tertiary"
      onPress={() => onSelect(layer.id)}
    >
      {layer.title}
    </Button>,
    <LayerStateBadge key="state" state={cell.state} />,
    t('layers.inAccounts', {
      standing: String(cell.standsIn),
      accounts: String(cell.accounts.length),
    }),
    names(layer.requires),
    names(cell.blockedBy.map(missing => missing.layer)),
    String(cell.accounts.reduce((sum, { stacks }) => sum + stacks.length, 0)),
  ];
}
