// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  type FindingsSummary,
  findingReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  Section,
  useDebounced,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useMemo } from 'react';
import { toQuery, useFindingFilters } from '../../hooks/useFindingFilters';
import { useFindingsList } from '../../hooks/useFindingsList';
import { awsSecurityTranslationRef } from '../../translation';
import { FindingFilterBar } from './FindingFilterBar';
import { FindingTable } from './FindingTable';
import { NoFindings } from './NoFindings';

const TYPING_MS = 250;

interface FindingsSectionProps {
  known: FindingsSummary['known'];
  hrefOf: (findingId: string) => string;
}

/** The findings one by one; the open ones, unless the filters ask for others. */
export function FindingsSection({ known, hrefOf }: FindingsSectionProps) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const filtering = useFindingFilters();
  const { filters } = filtering;
  const settled = useDebounced(filters, TYPING_MS);
  const list = useFindingsList(useMemo(() => toQuery(settled), [settled]));
  const isOpenOnly = filters.workflow.length + filters.record.length === 0;
  return (
    <Section title={isOpenOnly ? t('list.titleOpen') : t('list.title')}>
      <FindingFilterBar
        filtering={filtering}
        findings={list.data?.items ?? []}
      />
      <LoadView state={list} permission={findingReadPermission.name}>
        {page =>
          page.items.length > 0 ? (
            <>
              <FindingTable
                findings={page.items}
                hrefOf={hrefOf}
                isStale={list.isLoading}
              />
              <MoreFindings
                shown={page.items.length}
                hasMore={page.nextCursor !== undefined}
                isLoading={list.isLoading}
                onMore={list.showMore}
              />
            </>
          ) : (
            <NoFindings known={known} filtering={filtering} />
          )
        }
      </LoadView>
    </Section>
  );
}

interface MoreFindingsProps {
  shown: number;
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

function MoreFindings(props: MoreFindingsProps) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const { shown, hasMore, isLoading, onMore } = props;
  return (
    <Flex direction="column" align="center" gap="2">
      <Text variant="body-small" color="secondary" role="status">
        {hasMore
          ? t('list.shownMore', { count: shown })
          : t('list.shown', { count: shown })}
      </Text>
      {hasMore && (
        <Button variant="secondary" isPending={isLoading} onPress={onMore}>
          {t('list.more')}
        </Button>
      )}
    </Flex>
  );
}
