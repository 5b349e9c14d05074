// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import styles from './NarrowTable.module.css';

/**
 * Props of {@link NarrowTable}.
 *
 * @public
 */
export interface NarrowTableProps {
  label: string;
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/**
 * A small table that wraps its values instead of cutting them: ARNs have to be readable to their end.
 *
 * @public
 */
export function NarrowTable({ label, columns, rows }: NarrowTableProps) {
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.key}>
            {row.cells.map((cell, index) =>
              index === 0 ? (
                <th key={columns[index]} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={columns[index]}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
