// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { PhaseProgress } from '@groundwork/backstage-plugin-groundwork-common';
import { useMemo, useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Layers.module.css';
import { layoutPhases } from './layerLayout';
import type { LayerView } from './layerViews';
import { PhaseGraph } from './PhaseGraph';
import { PhaseSection } from './PhaseSection';
import { useRovingFocus } from './useRovingFocus';

interface LayerGraphViewProps {
  views: ReadonlyMap<string, LayerView>;
  phases: readonly PhaseProgress[];
  selected: string | undefined;
  onSelect: (id: string) => void;
}

/** The layers as a graph for each phase, from what stands first to what stands on it. */
export function LayerGraphView(props: LayerGraphViewProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { views, phases, selected, onSelect } = props;
  const [active, setActive] = useState<string>();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const layouts = useMemo(
    () => layoutPhases([...views.values()].map(({ layer }) => layer)),
    [views],
  );
  const shown = layouts
    .filter(({ phase }) => !folded.has(phase))
    .flatMap(({ nodes }) => nodes.map(({ layer }) => layer.id));
  const focus = useRovingFocus(shown, views);
  const toggle = (phase: string) =>
    setFolded(before => {
      const next = new Set(before);
      if (!next.delete(phase)) next.add(phase);
      return next;
    });
  return (
    <div className={styles.phases}>
      <Text color="secondary" variant="body-small">
        {t('layers.keys')}
      </Text>
      {layouts.map(layout => (
        <PhaseSection
          key={layout.phase}
          phase={layout.phase}
          progress={phases.find(({ phase }) => phase === layout.phase)}
          isFolded={folded.has(layout.phase)}
          onToggle={() => toggle(layout.phase)}
        >
          <PhaseGraph
            layout={layout}
            views={views}
            active={active ?? selected}
            selected={selected}
            focus={focus}
            onActive={setActive}
            onSelect={onSelect}
          />
        </PhaseSection>
      ))}
    </div>
  );
}
