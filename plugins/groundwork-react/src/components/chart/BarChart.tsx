// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Bar,
  BarChart as RechartsBarChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { groundworkReactTranslationRef } from '../../translation';
import styles from './Chart.module.css';
import { type ChartData, type ChartRow, TONE_COLOURS } from './chartData';

const ROW_HEIGHT = 34;
const AXIS_HEIGHT = 30;
const LABEL_WIDTH = 160;
const FIRST_WIDTH = 560;

/** One bar a row, its series one after the other, the sum beside its name. */
export function BarChart({ series, rows, isLowerBound = false }: ChartData) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const data = rows.map(row => ({
    ...row.values,
    label: `${row.label}: ${sumOf(row, isLowerBound) ?? t('count.unknown')}`,
  }));
  const height = rows.length * ROW_HEIGHT + AXIS_HEIGHT;
  return (
    <ResponsiveContainer
      width="100%"
      height={height}
      initialDimension={{ width: FIRST_WIDTH, height }}
    >
      <RechartsBarChart
        className={styles.bars}
        layout="vertical"
        data={data}
        margin={{ top: 0, right: 16, bottom: 0, left: 0 }}
        barSize={18}
      >
        <XAxis type="number" allowDecimals={false} />
        <YAxis
          type="category"
          dataKey="label"
          width={LABEL_WIDTH}
          interval={0}
        />
        <Tooltip cursor={{ className: styles.cursor }} />
        {series.map(({ id, label, tone }) => (
          <Bar
            key={id}
            dataKey={id}
            name={label}
            stackId="all"
            fill={TONE_COLOURS[tone]}
            isAnimationActive={false}
          />
        ))}
      </RechartsBarChart>
    </ResponsiveContainer>
  );
}

/** The sum of a row as far as it is known; absent where nothing of it is. */
function sumOf(
  { values }: ChartRow,
  isLowerBound: boolean,
): string | undefined {
  const numbers = Object.values(values);
  const known = numbers.flatMap(value => value ?? []);
  if (known.length === 0) return undefined;
  const sum = known.reduce((total, value) => total + value, 0);
  return isLowerBound || known.length < numbers.length ? `≥ ${sum}` : `${sum}`;
}
