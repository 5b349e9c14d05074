// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TablePaginationType } from '@backstage/ui';
import { PAGE_SIZE, type Paging } from '../../hooks/useCursorPages';
import { awsEstateTranslationRef } from '../../translation';

/** The controls under a page of a list. There is no count beside them: what a list counts is not always all it lists. */
export function usePagination(
  paging: Paging,
  shown: number,
): TablePaginationType {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { offset, hasNext, toNext, toPrevious } = paging;
  const isWhole = offset === 0 && !hasNext;
  if (isWhole) return { type: 'none' };
  return {
    type: 'page',
    pageSize: PAGE_SIZE,
    pageSizeOptions: [],
    offset,
    // Without a count there is no label; the label says only what is shown.
    totalCount: offset + shown,
    hasNextPage: hasNext,
    hasPreviousPage: offset > 0,
    onNextPage: toNext,
    onPreviousPage: toPrevious,
    getLabel: () =>
      t('list.range', {
        from: String(offset + 1),
        to: String(offset + shown),
      }),
  };
}
