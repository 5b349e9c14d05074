// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type CSSProperties, type KeyboardEvent, useId } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { LayerStateBadge } from './LayerStateBadge';
import styles from './LayerGraph.module.css';
import type { LayerView } from './layerViews';

interface LayerButtonProps {
  view: LayerView;
  /** What it waits for, or what it requires of other phases; in words. */
  note: string | undefined;
  style: CSSProperties;
  isSelected: boolean;
  /** Whether it has to do with the layer that is looked at. */
  isNear: boolean;
  isTabStop: boolean;
  register: (id: string, element: HTMLElement | null) => void;
  onActive: (id: string | undefined) => void;
  onFocus: (id: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onSelect: (id: string) => void;
}

/** A layer in the graph. */
export function LayerButton(props: LayerButtonProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { view, note, register, onActive, onFocus, onSelect } = props;
  const { layer, cell } = view;
  const noteId = useId();
  const accounts = cell.accounts.length;
  const counts = {
    standing: String(cell.standsIn),
    accounts: String(accounts),
  };
  return (
    <li className={styles.place} style={props.style}>
      <button
        type="button"
        ref={element => register(layer.id, element)}
        className={styles.node}
        data-selected={props.isSelected}
        data-near={props.isNear}
        aria-pressed={props.isSelected}
        aria-describedby={note ? noteId : undefined}
        tabIndex={props.isTabStop ? 0 : -1}
        onClick={() => onSelect(layer.id)}
        onFocus={() => {
          onFocus(layer.id);
          onActive(layer.id);
        }}
        onBlur={() => onActive(undefined)}
        onKeyDown={props.onKeyDown}
        onMouseEnter={() => onActive(layer.id)}
        onMouseLeave={() => onActive(undefined)}
      >
        <span className={styles.name} title={layer.title}>
          {layer.title}
        </span>
        <span className={styles.state}>
          <LayerStateBadge state={cell.state} />
          {accounts > 1 && cell.standsIn > 0 && (
            <span
              className={styles.detail}
              title={t('layers.inAccounts', counts)}
            >
              {t('layers.inAccountsShort', counts)}
            </span>
          )}
        </span>
        {note && (
          <span id={noteId} className={styles.note}>
            {note}
          </span>
        )}
      </button>
    </li>
  );
}
