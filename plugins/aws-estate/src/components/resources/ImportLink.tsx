// SPDX-License-Identifier: Apache-2.0
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Resource } from '@groundwork/backstage-plugin-groundwork-common';
import { RiDownloadLine } from '@remixicon/react';
import { stacksRouteRef } from '../../routes';
import { awsEstateTranslationRef } from '../../translation';

/** Leads to the stacks of the account, to import a resource into one of them; nothing where there are no stacks. */
export function ImportLink({ resource }: { resource: Resource }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const stacks = useRouteRef(stacksRouteRef);
  if (!stacks) return null;
  const { arn, accountId, name } = resource;
  const query = new URLSearchParams({ account: accountId, import: arn });
  const label = t('list.import', { name });
  return (
    <Link href={`${stacks()}/stacks?${query}`} aria-label={label} title={label}>
      <RiDownloadLine size={16} aria-hidden="true" />
    </Link>
  );
}
