// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import type {
  RegisteredStanding,
  StandingFindings,
  StandingSearch,
} from '@groundwork/backstage-plugin-groundwork-common';
import { stacksApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';

/** What was looked for, and what stands there. */
export interface Searched {
  place: StandingSearch;
  findings: StandingFindings;
}

/** What a finding is registered as. */
export interface RegisterAs {
  layer: string;
  name: string;
  owner: string;
}

/** Looks in AWS when it is asked to, and registers what was chosen; a refusal is kept and shown. */
export function useSearch() {
  const api = useApi(stacksApiRef);
  const [searched, setSearched] = useState<Searched>();
  const [registered, setRegistered] = useState<RegisteredStanding>();
  const [pending, setPending] = useState<'search' | 'register'>();
  const [error, setError] = useState<Error>();
  const attempt = async (
    what: 'search' | 'register',
    work: () => Promise<void>,
  ) => {
    setPending(what);
    setError(undefined);
    try {
      await work();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    } finally {
      setPending(undefined);
    }
  };
  const search = (place: StandingSearch) =>
    attempt('search', async () => {
      setSearched(undefined);
      setRegistered(undefined);
      setSearched({ place, findings: await api.searchStanding(place) });
    });
  const register = (chosen: ReadonlyMap<string, RegisterAs>) =>
    attempt('register', async () => {
      if (!searched) return;
      const { text: _, ...place } = searched.place;
      const stacks = [...chosen].map(([origin, as]) => ({ origin, ...as }));
      const answer = await api.registerStanding({ ...place, stacks });
      setRegistered(before => ({
        items: [
          ...(before?.items ?? []).filter(({ origin }) => !chosen.has(origin)),
          ...answer.items,
        ],
      }));
    });
  return { searched, registered, pending, error, search, register };
}
