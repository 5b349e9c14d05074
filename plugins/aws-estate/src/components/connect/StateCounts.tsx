// SPDX-License-Identifier: Apache-2.0
import type { Connection } from '@groundwork/backstage-plugin-groundwork-common';
import styles from '../Page.module.css';
import { CONNECTION_STATES } from './connectionRows';
import { ConnectionStateBadge } from './ConnectionStateBadge';

/** How many cells of the matrix are in which state; a state that no cell is in is left out. */
export function StateCounts({ items }: { items: readonly Connection[] }) {
  const counts = CONNECTION_STATES.map(state => ({
    state,
    count: items.filter(each => each.state === state).length,
  })).filter(({ count }) => count > 0);
  return (
    <div className={styles.actions}>
      {counts.map(({ state, count }) => (
        <span key={state} className={styles.row}>
          <span className={styles.number}>{count}</span>
          <ConnectionStateBadge state={state} />
        </span>
      ))}
    </div>
  );
}
