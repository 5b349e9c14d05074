// SPDX-License-Identifier: Apache-2.0

/** jsdom lays nothing out: this gives windows and rows a size, so that a windowed list has something to count with. */
export function giveElementsSize(size: { window: number; row: number }) {
  let spies: jest.SpyInstance[] = [];
  beforeEach(() => {
    spies = [
      ...(['clientHeight', 'clientWidth'] as const).map(property =>
        jest
          .spyOn(Element.prototype, property, 'get')
          .mockReturnValue(size.window),
      ),
      jest
        .spyOn(HTMLElement.prototype, 'offsetHeight', 'get')
        .mockReturnValue(size.row),
    ];
  });
  afterEach(() => spies.forEach(spy => spy.mockRestore()));
}
