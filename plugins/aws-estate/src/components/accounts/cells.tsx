// SPDX-License-Identifier: Apache-2.0
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Cell } from '@backstage/ui';
import {
  AccountLabel,
  CollectorStateBadge,
  EnvironmentBadge,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import styles from '../Page.module.css';
import { Count, UnknownValue } from '../UnknownValue';
import type { AccountRow } from './accountRows';

// Functions, not components: a table wants its cells at the top of what a column answers.

/** Account and Region. */
export const accountCell = ({ accountId, region, name }: AccountRow) => (
  <Cell>
    <AccountLabel accountId={accountId} region={region} name={name} />
  </Cell>
);

/** Environment of the account. */
export const environmentCell = ({ environment }: AccountRow) => (
  <Cell>
    <EnvironmentBadge environment={environment} />
  </Cell>
);

/** Who the account belongs to. */
export const ownerCell = ({ owner }: AccountRow, why: string) => (
  <Cell>
    {owner ? (
      <EntityRefLink entityRef={owner} hideIcon disableTooltip />
    ) : (
      <span title={why}>–</span>
    )}
  </Cell>
);

/** A count, or that it is unknown. */
export const countCell = (value: number | undefined, why: string) => (
  <Cell>
    <Count value={value} why={why} />
  </Cell>
);

/** How the sweep stands, and when all of it was last read. */
export const stateCell = ({ state, succeededAt }: AccountRow, why: string) => (
  <Cell>
    <span className={styles.lines}>
      <span>
        <CollectorStateBadge state={state} />
      </span>
      <span className={styles.detail}>
        {succeededAt ? (
          <RelativeTime instant={succeededAt} />
        ) : (
          <UnknownValue why={why} />
        )}
      </span>
    </span>
  </Cell>
);

const SHOWN_PROBLEMS = 2;

/** What could not be read, by code and IAM action. What to do stands on hover, and above the table. */
export const problemsCell = (
  { problems }: AccountRow,
  more: (count: number) => string,
) => (
  <Cell>
    <span className={styles.lines}>
      {problems.slice(0, SHOWN_PROBLEMS).map(({ code, action, hint }) => (
        <span
          key={`${code}/${action}/${hint}`}
          className={styles.detail}
          title={hint}
        >
          {action ? `${code}: ${action}` : code}
        </span>
      ))}
      {problems.length > SHOWN_PROBLEMS && (
        <span className={styles.detail}>
          {more(problems.length - SHOWN_PROBLEMS)}
        </span>
      )}
    </span>
  </Cell>
);

/** What a button of a row says and does. */
export interface RowButton {
  label: string;
  /** The whole of it, for those who do not see the row. */
  name: string;
  isPending: boolean;
  onPress: () => void;
}

/** A button of a row. */
export const buttonCell = (button: RowButton) => (
  <Cell>
    <Button
      size="small"
      variant="secondary"
      aria-label={button.name}
      isPending={button.isPending}
      onPress={button.onPress}
    >
      {button.label}
    </Button>
  </Cell>
);
