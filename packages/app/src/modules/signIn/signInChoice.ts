// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const STORAGE_KEY = 'groundwork.signIn';

const signInChoiceSchema = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('guest') }),
  z.object({ provider: z.literal('sandbox'), userRef: z.string().min(1) }),
]);

/** Who to be: a guest, or a person of the sandbox. */
export type SignInChoice = z.infer<typeof signInChoiceSchema>;

/** The choice of this browser's last sign-in, so that a reload does not ask again. */
export function readSignInChoice(): SignInChoice | undefined {
  try {
    const stored: unknown = JSON.parse(
      window.localStorage.getItem(STORAGE_KEY) ?? 'null',
    );
    return signInChoiceSchema.safeParse(stored).data;
  } catch {
    return undefined;
  }
}

/** Remembers a choice; forgets it when there is none. */
export function storeSignInChoice(choice: SignInChoice | undefined): void {
  if (choice) {
    window.localStorage.setItem(STORAGE_KEY, JSON.stringify(choice));
  } else {
    window.localStorage.removeItem(STORAGE_KEY);
  }
}
