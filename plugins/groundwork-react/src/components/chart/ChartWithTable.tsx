// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiBarChartHorizontalLine, RiTableLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { groundworkReactTranslationRef } from '../../translation';
import { SkeletonRows } from '../LoadView';
import styles from './Chart.module.css';
import { type ChartData, TONE_COLOURS } from './chartData';
import { ChartTable } from './ChartTable';
import { useBarChart } from './useBarChart';

export type { ChartData, ChartRow, ChartSeries } from './chartData';

/**
 * Props of {@link ChartWithTable}.
 *
 * @public
 */
export interface ChartWithTableProps extends ChartData {
  title: string;
}

/**
 * Numbers as bars, or as a table. The code that draws is loaded when there is something to draw; where it cannot be
 * loaded, there is the table.
 *
 * @public
 */
export function ChartWithTable({ title, ...data }: ChartWithTableProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const [wantsTable, setWantsTable] = useState(false);
  const chart = useBarChart();
  const isTable = wantsTable || chart.hasFailed;
  const titleId = useId();
  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <figcaption className={styles.head}>
        <Text as="h3" variant="body-medium" weight="bold" id={titleId}>
          {title}
        </Text>
        {!chart.hasFailed && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={
              wantsTable ? <RiBarChartHorizontalLine /> : <RiTableLine />
            }
            onPress={() => setWantsTable(!wantsTable)}
          >
            {wantsTable ? t('chart.asChart') : t('chart.asTable')}
          </Button>
        )}
      </figcaption>
      {isTable ? (
        <ChartTable {...data} label={title} />
      ) : (
        <>
          <Legend {...data} />
          {chart.BarChart ? (
            <chart.BarChart {...data} />
          ) : (
            <SkeletonRows rows={data.rows.length} height={24} />
          )}
        </>
      )}
    </figure>
  );
}

function Legend({ series }: ChartData) {
  if (series.length < 2) return null;
  return (
    <ul className={styles.legend}>
      {series.map(({ id, label, tone }) => (
        <li key={id}>
          <span
            className={styles.swatch}
            style={{ background: TONE_COLOURS[tone] }}
          />
          {label}
        </li>
      ))}
    </ul>
  );
}
