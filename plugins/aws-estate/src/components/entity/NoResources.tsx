// SPDX-License-Identifier: Apache-2.0
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import {
  ANNOTATION_ARN,
  ANNOTATION_AWS_TAGS,
  type EntityResourcesSummary,
} from '@groundwork/backstage-plugin-groundwork-common';
import { EmptyState } from '@groundwork/backstage-plugin-groundwork-react';
import { RiCloudLine, RiQuestionLine } from '@remixicon/react';
import { awsEstateTranslationRef } from '../../translation';

interface NoResourcesProps {
  summary: Pick<EntityResourcesSummary, 'problems' | 'freshness'>;
  /** A line, not a page. */
  isShort?: boolean;
}

/** An entity without resources, or of which none are known while not everything could be read. */
export function NoResources({ summary, isShort }: NoResourcesProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { entity } = useEntity();
  const { problems, freshness } = summary;
  const isKnown = problems.length === 0 && freshness.oldestAt !== undefined;
  const title = isKnown
    ? t('entity.emptyTitle')
    : t('entity.emptyUnknownTitle');
  const words = isKnown
    ? t('entity.empty', {
        entityRef: stringifyEntityRef(entity),
        arn: ANNOTATION_ARN,
        tags: ANNOTATION_AWS_TAGS,
      })
    : t('entity.emptyUnknown');
  if (isShort) {
    return (
      <Text color="secondary">
        {title}. {isKnown ? '' : words}
      </Text>
    );
  }
  return (
    <EmptyState
      title={title}
      description={words}
      icon={isKnown ? RiCloudLine : RiQuestionLine}
    />
  );
}
