// SPDX-License-Identifier: Apache-2.0
import { act, renderHook, waitFor } from '@testing-library/react';
import { usePolling } from './usePolling';

const setHidden = (isHidden: boolean) => {
  jest.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  document.dispatchEvent(new Event('visibilitychange'));
};

describe('usePolling', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const tick = (milliseconds: number) =>
    act(async () => {
      await jest.advanceTimersByTimeAsync(milliseconds);
    });

  it('loads again after each answer, until it is told to stop', async () => {
    const load = jest
      .fn<Promise<number>, [AbortSignal]>()
      .mockImplementation(async () => load.mock.calls.length);
    const { result } = renderHook(() =>
      usePolling(load, {
        intervalMs: count => (count === 3 ? undefined : 100),
      }),
    );
    await tick(1);
    expect(result.current.data).toBe(1);
    await tick(1000);
    expect(result.current.data).toBe(3);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('asks for nothing while the page is hidden and catches up when it is shown', async () => {
    const load = jest.fn(async () => 'data');
    renderHook(() => usePolling(load, { intervalMs: () => 100 }));
    await tick(1);
    act(() => setHidden(true));
    await tick(10_000);
    expect(load).toHaveBeenCalledTimes(1);
    act(() => setHidden(false));
    await tick(1);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps what it has when a refresh fails, and aborts when it is unmounted', async () => {
    const load = jest
      .fn<Promise<string>, [AbortSignal]>()
      .mockResolvedValueOnce('first')
      .mockRejectedValue(new Error('away'));
    const { result, unmount } = renderHook(() =>
      usePolling(load, { intervalMs: () => 100 }),
    );
    await tick(150);
    expect(result.current.data).toBe('first');
    expect(result.current.error?.message).toBe('away');
    unmount();
    expect(load.mock.calls.at(-1)?.[0].aborted).toBe(true);
  });

  it('drops what was loaded for something else, unless it is asked to keep it', async () => {
    jest.useRealTimers();
    const one = async () => 'one';
    const never = () => new Promise<string>(() => {});
    for (const keepPrevious of [false, true]) {
      const { result, rerender } = renderHook(
        ({ load }) => usePolling(load, { keepPrevious }),
        { initialProps: { load: one } },
      );
      await waitFor(() => expect(result.current.data).toBe('one'));
      rerender({ load: never });
      expect(result.current.data).toBe(keepPrevious ? 'one' : undefined);
      expect(result.current.isLoading).toBe(true);
    }
  });
});
