// HTTP as it is on the wire: nothing decoded, followed or kept. Connections are kept open.

import { Agent, request } from 'node:http';
import { once } from 'node:events';

const usual = new Agent({ keepAlive: true, maxSockets: 64 });
const DEADLINE_MS = 30_000;

/** One answer: `{ status, headers, body }`, the headers as node:http gives them and the body as bytes. */
export async function ask(url, { method = 'GET', headers = {}, body, agent = usual } = {}) {
  const asked = request(url, { method, headers, agent, timeout: DEADLINE_MS });
  asked.on('timeout', () => asked.destroy(new Error(`${method} ${url} was not answered in ${DEADLINE_MS} ms`)));
  asked.end(body);
  const [response] = await once(asked, 'response');
  const chunks = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}
