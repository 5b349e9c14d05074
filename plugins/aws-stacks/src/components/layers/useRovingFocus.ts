// SPDX-License-Identifier: Apache-2.0
import { type KeyboardEvent, useRef, useState } from 'react';
import { type LayerView, requiredBy } from './layerViews';

interface RovingFocus {
  /** The layer that the Tab key leads to. */
  current: string | undefined;
  register: (id: string, element: HTMLElement | null) => void;
  setCurrent: (id: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** Lets the arrow keys go through the layers that are shown, as one stop of the Tab key. */
export function useRovingFocus(
  shown: readonly string[],
  views: ReadonlyMap<string, LayerView>,
): RovingFocus {
  const elements = useRef(new Map<string, HTMLElement>());
  const [last, setLast] = useState<string>();
  const current = last && shown.includes(last) ? last : shown[0];

  const targetOf = (key: string): string | undefined => {
    const at = current === undefined ? -1 : shown.indexOf(current);
    const near = (ids: readonly string[] = []) =>
      ids.find(id => shown.includes(id));
    switch (key) {
      case 'ArrowDown':
        return shown[at + 1];
      case 'ArrowUp':
        return shown[at - 1];
      case 'ArrowLeft':
        return near(views.get(current ?? '')?.layer.requires);
      case 'ArrowRight':
        return near(requiredBy(views, current ?? ''));
      case 'Home':
        return shown[0];
      case 'End':
        return shown.at(-1);
      default:
        return undefined;
    }
  };

  return {
    current,
    register: (id, element) => {
      if (element) elements.current.set(id, element);
      else elements.current.delete(id);
    },
    setCurrent: setLast,
    onKeyDown: event => {
      const target = targetOf(event.key);
      if (target === undefined) return;
      event.preventDefault();
      elements.current.get(target)?.focus();
    },
  };
}
