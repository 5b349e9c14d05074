// SPDX-License-Identifier: Apache-2.0
import { ProxiedSignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button } from '@backstage/ui';
import { useState } from 'react';
import { readSandboxUsers } from '../sandbox/sandboxConfig';
import { forgetOnSignOut } from './forgetOnSignOut';
import {
  type SignInChoice,
  readSignInChoice,
  storeSignInChoice,
} from './signInChoice';
import { SignInChoices } from './SignInChoices';
import styles from './SignInPage.module.css';

function headersOf(choice: SignInChoice): Record<string, string> {
  return choice.provider === 'sandbox'
    ? { 'x-groundwork-sandbox-user': choice.userRef }
    : {};
}

/** Asks once who to be, then gets a session from the auth backend and renews it. */
export function SignInPage(props: SignInPageProps) {
  const users = readSandboxUsers(useApi(configApiRef));
  const [choice, setChoice] = useState(readSignInChoice);
  const choose = (next: SignInChoice | undefined) => {
    storeSignInChoice(next);
    setChoice(next);
  };
  const known =
    choice?.provider !== 'sandbox' ||
    users.some(user => user.ref === choice.userRef);
  if (!choice || !known) {
    return <SignInChoices users={users} onChoose={choose} />;
  }
  return (
    <ProxiedSignInPage
      provider={choice.provider}
      headers={headersOf(choice)}
      onSignInSuccess={identity =>
        props.onSignInSuccess(forgetOnSignOut(identity))
      }
      ErrorComponent={({ error }) => (
        <SignInFailure error={error} onBack={() => choose(undefined)} />
      )}
    />
  );
}

function SignInFailure(props: { error?: Error; onBack: () => void }) {
  return (
    <main className={styles.page}>
      <Alert
        status="danger"
        icon
        title="Signing in failed"
        description={`${
          props.error?.message ?? 'The auth backend gave no reason.'
        } Check that the backend is running and that this way of signing in is configured under auth.providers.`}
        customActions={
          <Button size="small" variant="secondary" onPress={props.onBack}>
            Choose another way
          </Button>
        }
      />
    </main>
  );
}
