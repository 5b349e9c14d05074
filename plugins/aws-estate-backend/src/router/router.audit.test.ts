// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { type Bench, startBench } from '../__testUtils__/backend';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const MANAGE = 'groundwork.estate.sweep.manage';

jest.setTimeout(60_000);

describe('what is changed', () => {
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench({
      db: await databases.init('SQLITE_3'),
      // No account: nothing is swept and nothing tested.
      config: { groundwork: { accounts: [] } },
      services: [auditor.factory],
    });
  });

  beforeEach(() => {
    jest.clearAllMocks();
    auditor.createEvent.mockResolvedValue({ success, fail });
  });

  afterAll(() => bench.backend.stop());

  it.each([
    ['/v1/sweep', 'estate-sweep'],
    ['/v1/connections/test', 'estate-connections-test'],
  ])(
    'by POST %s is audited as %s, also when it is refused',
    async (path, eventId) => {
      await bench.post(path, {}).expect(200);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId, severityLevel: 'medium' }),
      );
      expect(success).toHaveBeenCalledTimes(1);
      bench.deny(MANAGE);
      await bench.post(path, {}).expect(403);
      bench.deny();
      await bench.post(path, { nonsense: 1 }).expect(400);
      expect(fail).toHaveBeenCalledTimes(2);
      expect(fail).toHaveBeenCalledWith({
        error: expect.objectContaining({ name: 'NotAllowedError' }),
      });
      expect(success).toHaveBeenCalledTimes(1);
    },
  );

  it('is nothing by a read', async () => {
    await bench.get('/v1/accounts').expect(200);
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });
});
