// SPDX-License-Identifier: Apache-2.0
import { toError } from '@backstage/errors';
import { errorMessage } from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';

interface Asked<A> {
  /** What is asked for at the moment. */
  pending?: string;
  answer?: A;
  /** In words. */
  failure?: string;
}

/** Asks the backend to do something, one thing at a time, and keeps its answer or why it did not. */
export function useAsk<A>() {
  const [asked, setAsked] = useState<Asked<A>>({});
  const ask = useCallback(async (key: string, call: () => Promise<A>) => {
    setAsked({ pending: key });
    try {
      setAsked({ answer: await call() });
    } catch (caught) {
      const error =
        caught instanceof Error ? caught : new Error(toError(caught).message);
      setAsked({ failure: errorMessage(error) });
    }
  }, []);
  return { ...asked, ask };
}
