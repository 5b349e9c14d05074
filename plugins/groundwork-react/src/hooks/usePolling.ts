// SPDX-License-Identifier: Apache-2.0
import { toError } from '@backstage/errors';
import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * What has been loaded so far. After a failed refresh there are both data and error.
 *
 * @public
 */
export interface LoadState<T> {
  data?: T;
  error?: Error;
  isLoading: boolean;
  reload: () => void;
}

/**
 * Options of {@link usePolling}.
 *
 * @public
 */
export interface PollingOptions<T> {
  /** How long to wait after an answer; `undefined` stops polling. */
  intervalMs?: (data: T | undefined) => number | undefined;
  /** Shows what there was until the new load has answered, as a list does when its filter changes. */
  keepPrevious?: boolean;
}

/**
 * Asks for data once; the signal says that nobody waits for the answer any more.
 *
 * @public
 */
export type Load<T> = (signal: AbortSignal) => Promise<T>;

interface Loaded<T> {
  load: Load<T>;
  data?: T;
  error?: Error;
}

function asError(value: unknown): Error {
  if (value instanceof Error) return value;
  return new Error(toError(value).message);
}

/**
 * Loads, and loads again while the page is in sight. A hidden page asks for nothing and catches up when it is shown.
 *
 * @param load - must keep its identity (`useCallback`); a new one drops what was loaded
 * @public
 */
export function usePolling<T>(
  load: Load<T>,
  options?: PollingOptions<T>,
): LoadState<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ load });
  const [attempt, setAttempt] = useState(0);
  const interval = useRef(options?.intervalMs);
  interval.current = options?.intervalMs;
  const reload = useCallback(() => setAttempt(count => count + 1), []);

  useEffect(() => {
    const poller = startPolling(load, {
      intervalMs: data => interval.current?.(data),
      onLoaded: data => setLoaded({ load, data }),
      onFailed: error =>
        setLoaded(before => ({
          load,
          error,
          data: before.load === load ? before.data : undefined,
        })),
    });
    return () => poller.stop();
  }, [load, attempt]);

  const isCurrent = loaded.load === load;
  const data = isCurrent || options?.keepPrevious ? loaded.data : undefined;
  const error = isCurrent ? loaded.error : undefined;
  const isLoading = !isCurrent || (data === undefined && error === undefined);
  return { data, error, isLoading, reload };
}

interface PollListener<T> {
  intervalMs: (data: T | undefined) => number | undefined;
  onLoaded: (data: T) => void;
  onFailed: (error: Error) => void;
}

function startPolling<T>(load: Load<T>, listener: PollListener<T>) {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let last: T | undefined;

  const run = async () => {
    running = true;
    try {
      last = await load(signal);
      if (!signal.aborted) listener.onLoaded(last);
    } catch (error) {
      if (!signal.aborted) listener.onFailed(asError(error));
    }
    running = false;
    const wait = listener.intervalMs(last);
    if (signal.aborted || document.hidden || wait === undefined) return;
    timer = setTimeout(() => void run(), wait);
  };
  const onVisibility = () => {
    clearTimeout(timer);
    const polls = listener.intervalMs(last) !== undefined;
    if (!document.hidden && polls && !running) void run();
  };
  document.addEventListener('visibilitychange', onVisibility);
  void run();
  return {
    stop() {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      controller.abort();
    },
  };
}
