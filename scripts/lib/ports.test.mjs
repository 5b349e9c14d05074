// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePort, isPortInUse, portFrom, portProblems } from './ports.mjs';

function listen(t, host) {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    t.after(() => server.close());
    server.listen(0, host, () => resolve(server.address().port));
  });
}

for (const host of ['127.0.0.1', '0.0.0.0']) {
  test(`sees a listener on ${host}`, async t => {
    assert.equal(await isPortInUse(await listen(t, host)), true);
  });
}

test('a free port is not in use', async () => {
  assert.equal(await isPortInUse(await freePort()), false);
});

test('a taken port is one line with what to do', async t => {
  const port = await listen(t, '127.0.0.1');
  const free = await freePort();
  const problems = await portProblems([
    { port, what: 'the app', variable: 'GROUNDWORK_APP_PORT' },
    { port: free, what: 'the backend', variable: 'GROUNDWORK_BACKEND_PORT' },
  ]);
  assert.deepEqual(problems, [
    `Port ${port}, which the app needs, is in use: stop the program that uses it (lsof -i :${port}), or choose another port with GROUNDWORK_APP_PORT=<port> npm start.`,
  ]);
});

test('a port comes from the environment, else it is the usual one', () => {
  assert.deepEqual(
    [
      portFrom({ P: '17001' }, 'P', 3000),
      portFrom({}, 'P', 3000),
      portFrom({ P: '' }, 'P', 3000),
    ],
    [17001, 3000, 3000],
  );
});

for (const text of ['0', '65536', '3000.5', 'x', '-1']) {
  test(`refuses '${text}' as a port`, () => {
    assert.throws(
      () => portFrom({ P: text }, 'P', 3000),
      /P is '.*': a port is a whole number from 1 to 65535/,
    );
  });
}
