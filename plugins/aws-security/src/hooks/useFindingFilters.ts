// SPDX-License-Identifier: Apache-2.0
import {
  type FindingsQuery,
  type RecordState,
  type Severity,
  type WorkflowStatus,
  recordStateSchema,
  severitySchema,
  workflowStatusSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The filters as they are named in the address. */
const FILTERS = [
  'severity',
  'product',
  'workflow',
  'record',
  'age',
  'text',
] as const;

/** A filter, by its name in the address. */
export type FindingFilter = (typeof FILTERS)[number];

/** What is asked for. Without workflow and record state the open findings are. */
export interface FindingFilters {
  severity: Severity[];
  product: string[];
  workflow: WorkflowStatus[];
  record: RecordState[];
  maxAgeDays?: number;
  text?: string;
}

const MAX_CHOICES = 20;
const MAX_TEXT = 200;
const MAX_AGE_DAYS = 3650;

/** Whoever edits the address may write what is no choice; that is left out. */
function choices<T extends string>(
  values: readonly string[],
  options: readonly T[],
): T[] {
  return options.filter(option => values.includes(option));
}

function readFilters(params: URLSearchParams): FindingFilters {
  const age = Number(params.get('age'));
  const isAge = Number.isInteger(age) && age >= 1 && age <= MAX_AGE_DAYS;
  const products = params
    .getAll('product')
    .filter(product => product && product.length <= MAX_TEXT);
  return {
    severity: choices(params.getAll('severity'), severitySchema.options),
    product: [...new Set(products)].slice(0, MAX_CHOICES),
    workflow: choices(params.getAll('workflow'), workflowStatusSchema.options),
    record: choices(params.getAll('record'), recordStateSchema.options),
    maxAgeDays: isAge ? age : undefined,
    text: params.get('text')?.slice(0, MAX_TEXT) || undefined,
  };
}

const someOf = <T>(values: T[]) => (values.length > 0 ? values : undefined);

/** What the filters ask the backend for. */
export function toQuery(filters: FindingFilters): FindingsQuery {
  const { severity, product, workflow, record, maxAgeDays, text } = filters;
  return {
    severity: someOf(severity),
    product: someOf(product),
    workflowStatus: someOf(workflow),
    recordState: someOf(record),
    maxAgeDays,
    text,
  };
}

/** Filters that stand in the address, so that a filtered list can be bookmarked and sent to somebody. */
export function useFindingFilters() {
  const [search, setSearch] = useSearchParams();
  const own = new URLSearchParams(
    [...search].filter(([key]) => FILTERS.some(filter => filter === key)),
  ).toString();
  const filters = useMemo(() => readFilters(new URLSearchParams(own)), [own]);
  const change = useCallback(
    (values: Partial<Record<FindingFilter, readonly string[]>>) =>
      setSearch(
        before => {
          const next = new URLSearchParams(before);
          for (const [key, some] of Object.entries(values)) {
            next.delete(key);
            for (const value of some) if (value) next.append(key, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const clear = useCallback(
    () => change(Object.fromEntries(FILTERS.map(filter => [filter, []]))),
    [change],
  );
  const isActive = Object.values(toQuery(filters)).some(
    value => value !== undefined,
  );
  return { filters, change, clear, isActive };
}
