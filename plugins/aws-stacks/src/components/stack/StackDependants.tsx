// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Flex, Link, Text } from '@backstage/ui';
import type { StackDependants as Dependants } from '@groundwork/backstage-plugin-groundwork-common';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';

/** Whether nothing depends on the stack. */
export function isFree({ stacks, entities, hidden }: Dependants): boolean {
  return stacks.length + entities.length + hidden === 0;
}

/** What depends on a stack, in the order in which it could be destroyed. */
export function StackDependants(props: { dependants: Dependants }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { stacks, entities, hidden } = props.dependants;
  if (isFree(props.dependants)) {
    return <Text color="secondary">{t('destroy.free')}</Text>;
  }
  return (
    <Flex direction="column" gap="2">
      <Alert status="warning" icon title={t('destroy.blocked')} />
      {stacks.length > 0 && <Text>{t('destroy.order')}</Text>}
      {stacks.length > 0 && (
        <ol>
          {stacks.map(({ stackId, entityRef }) => (
            <li key={stackId}>
              <Link href={links.stack(stackId)}>
                {parseEntityRef(entityRef).name}
              </Link>
            </li>
          ))}
        </ol>
      )}
      {entities.length > 0 && <Text>{t('destroy.entities')}</Text>}
      {entities.map(entityRef => (
        <EntityRefLink key={entityRef} entityRef={entityRef} />
      ))}
      {hidden > 0 && <Text>{t('destroy.hidden', { count: hidden })}</Text>}
    </Flex>
  );
}
