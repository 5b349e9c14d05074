// SPDX-License-Identifier: Apache-2.0
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Cell, CellText } from '@backstage/ui';
import type {
  Environment,
  RunState,
  Target,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountLabel,
  EnvironmentBadge,
  RelativeTime,
  RunStateBadge,
} from '@groundwork/backstage-plugin-groundwork-react';

// Functions, not components: a table wants its cells at the top of what a column answers.

/** A stack by its name, with its layer below. */
export const nameCell = (
  stack: { name: string; layer: string },
  href: string,
) => <CellText title={stack.name} description={stack.layer} href={href} />;

/** Account and Region. */
export const targetCell = (target: Target, name: string | undefined) => (
  <Cell>
    <AccountLabel
      accountId={target.accountId}
      region={target.region}
      name={name}
    />
  </Cell>
);

/** An environment. */
export const environmentCell = (environment: Environment) => (
  <Cell>
    <EnvironmentBadge environment={environment} />
  </Cell>
);

/** The state of a run; nothing where there is no run. */
export const runStateCell = (state: RunState | undefined) => (
  <Cell>{state && <RunStateBadge state={state} />}</Cell>
);

/** How long ago. */
export const timeCell = (instant: string) => (
  <Cell>
    <RelativeTime instant={instant} />
  </Cell>
);

/** An entity by the name people know it by. */
export const refCell = (entityRef: string, defaultKind: string) => (
  <Cell>
    <EntityDisplayName
      entityRef={entityRef}
      defaultKind={defaultKind}
      hideIcon
      disableTooltip
    />
  </Cell>
);
