// Cloud Servers, as far as somebody asks which volumes are attached to a server.
import { fault, json, unauthorized, type Answer } from './answer.js';
import type { Question, Services } from './server.js';

export function answerServers(question: Question, services: Services): Answer | null {
  const [, tenant, id] = /^\/v2\/(\d+)\/servers\/([\w-]+)\/os-volume_attachments$/.exec(question.path) ?? [];
  if (id === undefined) return null;
  const user = services.userOf(question);
  const { accountId, servers } = services.scenario;
  if (user === null || tenant !== accountId || (user.accountId ?? accountId) !== accountId) return unauthorized();
  if (!user.roles.some((role) => readers.has(role))) return fault(403, 'Policy does not allow compute_extension:volume_attachments:index');
  const server = servers.find((known) => known.id === id);
  if (question.method !== 'GET' || server === undefined) return fault(404, 'Instance could not be found');
  const volumeAttachments = server.volumes.map((device, index) => {
    const volumeId = `a26887c6-c47b-4654-abb5-dfadf7d3f8${String(index).padStart(2, '0')}`;
    return { device, serverId: id, id: volumeId, volumeId };
  });
  return json({ volumeAttachments });
}

const readers: ReadonlySet<string> = new Set(['identity:user-admin', 'admin', 'observer', 'nova:admin', 'nova:creator', 'nova:observer']);
