// SPDX-License-Identifier: Apache-2.0
import { estimate, expectedOf, planned } from './__testUtils__/planned';

const network = planned([{ type: 'aws_nat_gateway' }]);

describe('groundwork.stacks.prices', () => {
  it('counts a discount and other assumptions in', async () => {
    const found = await estimate(network, {
      priceFactor: 0.9,
      usage: { natGb: { low: 50, expected: 200 } },
    });
    expect(found.lines[1]).toMatchObject({
      basis: '200 GB × 0.048 USD × 0.9 price factor',
      monthly: { low: '2.16', expected: '8.64', high: '43.20' },
    });
    await expect(expectedOf(network)).resolves.toContain(
      'aws_nat_gateway.this | NAT gateway data | 4.80',
    );
  });

  it.each([
    [{ priceFactor: 0 }, 'priceFactor must be more than 0'],
    [{ usage: { natGB: { low: 1 } } }, 'usage knows apiMillionRequests'],
    [{ usage: { natGb: { low: 200 } } }, 'usage.natGb must be 0 ≤ low'],
  ])('refuses the configuration %j', (prices, message) => {
    expect(() => estimate(network, prices)).toThrow(message);
  });
});
