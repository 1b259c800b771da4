// Cloud Files as far as a doctor asks: HEAD of the account and of a container, the listing of a container, and containers that
// are made, filled and removed.
import { empty, page, plain, type Answer } from './answer.js';
import type { Vault } from './scenario.js';
import type { Question, Services } from './server.js';

export function answerFiles(question: Question, services: Services): Answer | null {
  const { pathname, searchParams } = new URL(question.path, 'https://host');
  const [, account, container, object] = /^\/v1\/([^/]+)(?:\/([^/]+))?\/?(?:\/(.+))?$/.exec(pathname) ?? [];
  if (account === undefined) return null;
  const user = services.userOf(question);
  const { scenario } = services;
  if (user === null)
    return page(401, 'Unauthorized', 'This server could not verify that you are authorized to access the document you requested.');
  if (!user.mayUseCloudFiles || account !== scenario.filesAccount) return page(403, 'Forbidden', 'Access was denied to this resource.');
  if (container === undefined) return empty(204, accountHeaders(scenario.vaults));
  if (['PUT', 'DELETE'].includes(question.method)) return changed(question.method, { container, object }, services);
  const vault = scenario.vaults.find((own) => own.container === decodeURIComponent(container));
  if (vault === undefined) return page(404, 'Not Found', 'The resource could not be found.');
  if (question.method === 'HEAD') return empty(204, containerHeaders(vault));
  const limit = Number(searchParams.get('limit') ?? 10_000);
  const listed = vault.objects.slice(0, limit).map((name) => ({ name, bytes: 1_024, hash: 'd41d8cd98f00b204e9800998ecf8427e' }));
  if (searchParams.get('format') === 'json')
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json; charset=utf-8', ...containerHeaders(vault) },
      body: JSON.stringify(listed),
    };
  return listed.length === 0 ? empty(204) : plain(`${listed.map(({ name }) => name).join('\n')}\n`);
}

/** As Swift has it: an object needs its container, and a container is removed only when it is empty. */
function changed(
  method: string,
  { container, object }: { readonly container: string; readonly object: string | undefined },
  { made }: Services,
): Answer {
  const objects = made.get(container);
  if (object === undefined && method === 'PUT') {
    made.set(container, objects ?? new Set());
    return empty(objects === undefined ? 201 : 202);
  }
  if (objects === undefined) return page(404, 'Not Found', 'The resource could not be found.');
  if (object !== undefined) {
    const isThere = objects.has(object);
    if (method === 'PUT') objects.add(object);
    else objects.delete(object);
    return method === 'PUT' ? empty(201) : isThere ? empty(204) : page(404, 'Not Found', 'The resource could not be found.');
  }
  if (objects.size > 0) return page(409, 'Conflict', 'There was a conflict when trying to complete your request.');
  made.delete(container);
  return empty(204);
}

const containerHeaders = ({ objects, usedBytes, quotaBytes }: Vault): Answer['headers'] => ({
  'X-Container-Object-Count': String(objects.length),
  'X-Container-Bytes-Used': String(usedBytes),
  ...(quotaBytes === null ? {} : { 'X-Container-Meta-Quota-Bytes': String(quotaBytes) }),
});

function accountHeaders(vaults: readonly Vault[]): Answer['headers'] {
  const quota = vaults.find(({ accountQuotaBytes }) => accountQuotaBytes !== null)?.accountQuotaBytes ?? null;
  return {
    'X-Account-Container-Count': String(vaults.length),
    'X-Account-Bytes-Used': String(vaults.reduce((sum, { usedBytes }) => sum + usedBytes, 0)),
    ...(quota === null ? {} : { 'X-Account-Meta-Quota-Bytes': String(quota) }),
  };
}
