// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import {
  type RunDetail,
  isTerminalRunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';

const BUSY_MS = 2_000;
const WAITING_MS = 5_000;

function pollInterval(run: RunDetail | undefined): number | undefined {
  if (!run) return WAITING_MS;
  if (isTerminalRunState(run.state)) return undefined;
  return run.actions.includes('approve') ? WAITING_MS : BUSY_MS;
}

/** One run, until nothing can follow its state. */
export function useRun(runId: string) {
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getRun(runId, { signal }),
    [api, runId],
  );
  return usePolling(load, { intervalMs: pollInterval });
}

/** The plan of a run; read again when the run has another plan than the one that was read. */
export function useRunPlan(runId: string, planDigest: string | undefined) {
  const api = useApi(stacksApiRef);
  const load = useCallback(
    async (signal: AbortSignal) =>
      planDigest ? api.getRunPlan(runId, { signal }) : undefined,
    [api, runId, planDigest],
  );
  return usePolling(load);
}
