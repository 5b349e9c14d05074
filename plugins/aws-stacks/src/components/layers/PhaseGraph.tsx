// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { awsStacksTranslationRef } from '../../translation';
import { LayerButton } from './LayerButton';
import styles from './LayerGraph.module.css';
import { NODE_SIZE, type PhaseLayout } from './layerLayout';
import { type LayerView, titleOf } from './layerViews';
import type { useRovingFocus } from './useRovingFocus';

interface PhaseGraphProps {
  layout: PhaseLayout;
  views: ReadonlyMap<string, LayerView>;
  /** The layer whose lines stand out. */
  active: string | undefined;
  selected: string | undefined;
  focus: ReturnType<typeof useRovingFocus>;
  onActive: (id: string | undefined) => void;
  onSelect: (id: string) => void;
}

/** The layers of a phase, with lines from each to those that require it. */
export function PhaseGraph(props: PhaseGraphProps) {
  const { layout, views, active, selected, focus } = props;
  const noteOf = useNotes(views);
  const { width, height } = layout;
  const requires = views.get(active ?? '')?.layer.requires ?? [];
  return (
    <div className={styles.scroll}>
      <div className={styles.canvas} style={{ width, height }}>
        <PhaseEdges layout={layout} active={active} />
        <ul className={styles.nodes} aria-label={layout.phase}>
          {layout.nodes.map(({ layer, x, y }) => {
            const view = views.get(layer.id);
            if (!view) return null;
            return (
              <LayerButton
                key={layer.id}
                view={view}
                note={noteOf(view)}
                style={{ left: x, top: y, ...NODE_SIZE }}
                isSelected={layer.id === selected}
                isNear={
                  requires.includes(layer.id) ||
                  (active !== undefined && layer.requires.includes(active))
                }
                isTabStop={layer.id === focus.current}
                register={focus.register}
                onActive={props.onActive}
                onFocus={focus.setCurrent}
                onKeyDown={focus.onKeyDown}
                onSelect={props.onSelect}
              />
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function PhaseEdges(props: {
  layout: PhaseLayout;
  active: string | undefined;
}) {
  const { layout, active } = props;
  const { width, height, edges } = layout;
  return (
    <svg
      className={styles.edges}
      width={width}
      height={height}
      aria-hidden="true"
    >
      {edges.map(({ from, to, path }) => (
        <path
          key={`${from} ${to}`}
          d={path}
          data-active={active === from || active === to}
        />
      ))}
    </svg>
  );
}

/** What a layer waits for; else what it requires of other phases, which no line tells. */
function useNotes(views: ReadonlyMap<string, LayerView>) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return ({ layer, cell }: LayerView): string | undefined => {
    const names = (ids: readonly string[]) =>
      ids.map(id => titleOf(views, id)).join(', ');
    if (cell.blockedBy.length > 0) {
      const missing = cell.blockedBy.map(each => each.layer);
      return t('layers.blockedBy', { layers: names(missing) });
    }
    const others = layer.requires.filter(
      id => views.get(id)?.layer.phase !== layer.phase,
    );
    return others.length > 0
      ? t('layers.others', { layers: names(others) })
      : undefined;
  };
}
