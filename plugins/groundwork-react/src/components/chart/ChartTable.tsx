// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { groundworkReactTranslationRef } from '../../translation';
import { KnownCount, type KnownCountProps } from '../KnownCount';
import styles from './Chart.module.css';
import type { ChartData } from './chartData';

/** The numbers of a chart, to be read one by one. */
export function ChartTable(props: ChartData & { label: string }) {
  const { label, category, series, rows, isLowerBound } = props;
  const known = isLowerBound ? 'part' : 'all';
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{category}</th>
          {series.map(({ id, label: name }) => (
            <th key={id} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            {series.map(({ id }) => (
              <td key={id}>
                <ChartValue value={row.values[id]} known={known} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChartValue(props: {
  value: number | undefined;
  known: KnownCountProps['known'];
}) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { value, known } = props;
  if (value === undefined) return <>{t('count.unknown')}</>;
  return <KnownCount count={value} known={known} />;
}
