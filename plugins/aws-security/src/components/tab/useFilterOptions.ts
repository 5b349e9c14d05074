// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type Finding,
  recordStateSchema,
  workflowStatusSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { groundworkReactTranslationRef } from '@groundwork/backstage-plugin-groundwork-react';
import { useEffect, useState } from 'react';
import type { FindingFilters } from '../../hooks/useFindingFilters';
import { awsSecurityTranslationRef } from '../../translation';
import { MOST_SEVERE_FIRST } from '../counts';

/** Products of AWS that most accounts have findings of. */
const COMMON_PRODUCTS = ['GuardDuty', 'Inspector', 'Macie', 'Security Hub'];
const AGES_DAYS = [1, 7, 30, 90];

/** The products seen so far: a filtered list must not take the other products out of the filter. */
function useSeenProducts(findings: readonly Finding[]): string[] {
  const [seen, setSeen] = useState(COMMON_PRODUCTS);
  useEffect(() => {
    const products = findings.map(({ product }) => product);
    setSeen(before => {
      const all = new Set([...before, ...products]);
      return all.size === before.length ? before : [...all];
    });
  }, [findings]);
  return seen;
}

/** What can be chosen in each filter. */
export function useFilterOptions(
  filters: FindingFilters,
  findings: readonly Finding[],
) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const { t: shared } = useTranslationRef(groundworkReactTranslationRef);
  const products = useSeenProducts(findings);
  const ages = new Set([
    ...AGES_DAYS,
    ...(filters.maxAgeDays ? [filters.maxAgeDays] : []),
  ]);
  return {
    severity: MOST_SEVERE_FIRST.map(severity => ({
      id: severity,
      label: shared(`severity.${severity}`),
    })),
    product: [...new Set([...products, ...filters.product])]
      .sort()
      .map(product => ({ id: product, label: product })),
    workflow: workflowStatusSchema.options.map(status => ({
      id: status,
      label: t(`workflowStatus.${status}`),
    })),
    record: recordStateSchema.options.map(state => ({
      id: state,
      label: t(`recordState.${state}`),
    })),
    age: [...ages]
      .sort((a, b) => a - b)
      .map(days => ({
        id: String(days),
        label: t('filter.ageDays', { count: days }),
      })),
  };
}
