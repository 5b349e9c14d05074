// SPDX-License-Identifier: Apache-2.0
import { Button, Text } from '@backstage/ui';
import { RiArrowRightLine, RiUserLine } from '@remixicon/react';
import { LogoFull } from '../nav/Logo';
import type { SandboxUser } from '../sandbox/sandboxConfig';
import type { SignInChoice } from './signInChoice';
import styles from './SignInPage.module.css';

interface SignInChoicesProps {
  users: SandboxUser[];
  onChoose: (choice: SignInChoice) => void;
}

/** The people one can be. */
export function SignInChoices({ users, onChoose }: SignInChoicesProps) {
  return (
    <main className={styles.page}>
      <div className={styles.panel}>
        <LogoFull />
        <Text as="h1" variant="title-medium" weight="bold">
          Sign in
        </Text>
        {users.length > 0 && (
          <>
            <Text color="secondary">
              Choose who to be. To see a change approved by somebody else, sign
              out and come back as an approver.
            </Text>
            <ul className={styles.people} aria-label="People of the sandbox">
              {users.map(user => (
                <li key={user.ref}>
                  <PersonButton
                    user={user}
                    onPress={() =>
                      onChoose({ provider: 'sandbox', userRef: user.ref })
                    }
                  />
                </li>
              ))}
            </ul>
          </>
        )}
        <Button
          variant="secondary"
          onPress={() => onChoose({ provider: 'guest' })}
        >
          Enter as a guest
        </Button>
      </div>
    </main>
  );
}

function PersonButton(props: { user: SandboxUser; onPress: () => void }) {
  return (
    <button type="button" className={styles.person} onClick={props.onPress}>
      <span className={styles.avatar} aria-hidden="true">
        <RiUserLine size={18} />
      </span>
      <span className={styles.who}>
        <span className={styles.name}>{props.user.name}</span>
        <span className={styles.role}>{props.user.role}</span>
      </span>
      <RiArrowRightLine size={18} aria-hidden="true" />
    </button>
  );
}
