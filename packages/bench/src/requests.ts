// SPDX-License-Identifier: Apache-2.0

/** Asks for JSON as somebody who is signed in; an answer that is none is an error. */
export async function getJson(url: string, token: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const body = await response.text();
  if (!response.ok) {
    throw new Error(
      `${url} answered ${response.status}: ${body.slice(0, 300)}`,
    );
  }
  return JSON.parse(body);
}

/** Asks for each address once, so many at a time, and gives the milliseconds of each until its whole answer is there. */
export async function timeRequests(
  urls: readonly string[],
  options: {
    token: string;
    concurrency: number;
    /** Throws when the answer is not what it has to be. */
    check?: (body: unknown) => void;
  },
): Promise<number[]> {
  const waiting = [...urls];
  const samples: number[] = [];
  const work = async () => {
    for (let url = waiting.shift(); url; url = waiting.shift()) {
      const startedAt = performance.now();
      const body = await getJson(url, options.token);
      samples.push(performance.now() - startedAt);
      options.check?.(body);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, work));
  return samples;
}
