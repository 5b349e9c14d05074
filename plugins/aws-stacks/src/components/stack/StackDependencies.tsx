// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';

/** The stacks whose outputs a stack is fed with. */
export function StackDependencies(props: { dependsOn: Stack['dependsOn'] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  if (props.dependsOn.length === 0) {
    return <Text color="secondary">{t('stack.dependsOnEmpty')}</Text>;
  }
  return (
    <Flex direction="column" gap="1">
      {props.dependsOn.map(({ stackId, entityRef }) => (
        <Link key={stackId} href={links.stack(stackId)}>
          {parseEntityRef(entityRef).name}
        </Link>
      ))}
    </Flex>
  );
}
