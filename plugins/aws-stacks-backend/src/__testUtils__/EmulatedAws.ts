// SPDX-License-Identifier: Apache-2.0

/** Unknown keys belong to the management account; the emulator reads no more of a signature. */
const signedFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** Calls the emulator's management account without an SDK, and without anything of the engine in between. */
export class EmulatedAws {
  readonly #endpoint: string;

  static create(endpoint: string): EmulatedAws {
    return new EmulatedAws(endpoint);
  }

  private constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** One call of a service that speaks JSON; `target` is for example `TrentService.CreateKey`. */
  async call(service: string, target: string, body: object): Promise<string> {
    return this.#answer(
      await fetch(this.#endpoint, {
        method: 'POST',
        headers: {
          authorization: signedFor(service),
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': target,
        },
        body: JSON.stringify(body),
      }),
    );
  }

  /** Makes a bucket, or puts an object. */
  async put(path: string, body?: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#answer(await this.#s3(path, { method: 'PUT', body }));
  }

  async read(path: string): Promise<Buffer> {
    const response = await this.#s3(path);
    if (!response.ok) await this.#answer(response);
    return Buffer.from(await response.arrayBuffer());
  }

  /** The names of a bucket's objects. */
  async list(bucket: string): Promise<string[]> {
    const xml = await this.#answer(await this.#s3(`${bucket}?list-type=2`));
    return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key);
  }

  #s3(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#endpoint}/${path}`, {
      ...init,
      headers: {
        authorization: signedFor('s3'),
      },
    });
  }

  async #answer(response: Response): Promise<string> {
    const text = await response.text();
    if (response.ok) return text;
    throw new Error(`The emulator answered ${response.status}: ${text}`);
  }
}
