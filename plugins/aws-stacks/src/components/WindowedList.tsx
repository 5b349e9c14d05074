// SPDX-License-Identifier: Apache-2.0
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './WindowedList.module.css';

interface WindowedListProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string | number;
  /** The height of an item before it is measured, in pixels. */
  estimate: (item: T) => number;
  render: (item: T) => ReactNode;
  /** Keeps the last item in sight. */
  followEnd?: boolean;
  maxHeight?: number;
}

/** Who scrolls by keyboard has to get into a list in which nothing else can be focused. */
const REACHABLE = { tabIndex: 0 } as const;

function useWindow<T>(props: WindowedListProps<T>) {
  const { items, keyOf, estimate, followEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const windowed = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => estimate(items[index]),
    getItemKey: index => keyOf(items[index]),
    overscan: 8,
  });
  useEffect(() => {
    if (followEnd && items.length > 0) {
      windowed.scrollToIndex(items.length - 1, { align: 'end' });
    }
  }, [followEnd, items.length, windowed]);
  return { scroller, windowed };
}

/** A list of any length of which only what is in sight is in the page. */
export function WindowedList<T>(props: WindowedListProps<T>) {
  const { items, maxHeight = 560 } = props;
  const { scroller, windowed } = useWindow(props);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ maxHeight }}
      role="list"
      aria-label={props.label}
      {...REACHABLE}
    >
      <div className={styles.sizer} style={{ height: windowed.getTotalSize() }}>
        {windowed.getVirtualItems().map(item => (
          <div
            key={item.key}
            ref={windowed.measureElement}
            data-index={item.index}
            className={styles.item}
            style={{ transform: `translateY(${item.start}px)` }}
            role="listitem"
            aria-setsize={items.length}
            aria-posinset={item.index + 1}
          >
            {props.render(items[item.index])}
          </div>
        ))}
      </div>
    </div>
  );
}
