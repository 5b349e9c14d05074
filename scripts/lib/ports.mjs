// SPDX-License-Identifier: Apache-2.0
import { createServer, connect } from 'node:net';

/** A port that nothing listens on at this moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answers(port, host) {
  return new Promise(resolve => {
    const socket = connect({ port, host });
    const finish = result => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket
      .once('connect', () => finish(true))
      .once('error', () => finish(false));
  });
}

/**
 * Whether something listens on a port of this machine. Asked by connecting on both loopback addresses: binding would
 * succeed beside a listener on the other one.
 */
export async function isPortInUse(port) {
  const found = await Promise.all(
    ['127.0.0.1', '::1'].map(host => answers(port, host)),
  );
  return found.includes(true);
}

/** One line for each port that is taken: what wanted it, and what to do. */
export async function portProblems(wanted) {
  const problems = [];
  for (const { port, what, variable } of wanted) {
    if (await isPortInUse(port)) {
      problems.push(
        `Port ${port}, which ${what} needs, is in use: stop the program that uses it (lsof -i :${port}), or choose another port with ${variable}=<port> npm start.`,
      );
    }
  }
  return problems;
}

/** The number of a port from the environment, or its usual one. */
export function portFrom(env, variable, usual) {
  const text = env[variable];
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(
      `${variable} is '${text}': a port is a whole number from 1 to 65535.`,
    );
  }
  return port;
}
