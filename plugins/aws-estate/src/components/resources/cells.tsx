// SPDX-License-Identifier: Apache-2.0
import { Cell } from '@backstage/ui';
import type { Resource } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountLabel,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import { ResourceName } from './ResourceName';
import { Tags } from './Tags';

// Functions, not components: a table wants its cells at the top of what a column answers.

/** A resource by name and type. */
export const resourceCell = (resource: Resource) => (
  <Cell>
    <ResourceName resource={resource} />
  </Cell>
);

/** Account and Region. */
export const targetCell = (
  target: Pick<Resource, 'accountId' | 'region'>,
  name: string | undefined,
) => (
  <Cell>
    <AccountLabel
      accountId={target.accountId}
      region={target.region}
      name={name}
    />
  </Cell>
);

/** The tags of a resource. */
export const tagsCell = ({ tags }: Resource) => (
  <Cell>
    <Tags tags={tags} />
  </Cell>
);

/** When a sweep last saw it. */
export const seenCell = ({ lastSeenAt }: Resource) => (
  <Cell>
    <RelativeTime instant={lastSeenAt} />
  </Cell>
);
