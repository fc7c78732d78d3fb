import { JsonObject } from '@backstage/types';

/** One line for a list: what happened to what, with the facts a reader looks for first. */
export function summarizeEvent(event: {
  type: string;
  subject: { kind: string; chatbot?: string; id: string };
  data: JsonObject;
}): string {
  const { type, subject, data } = event;
  const [noun, verb = ''] = type.split('.');
  const words = [capitalise(noun), verb].join(' ').replaceAll('-', ' ').trim();
  const about = [subject.chatbot, data.version]
    .filter(part => typeof part === 'string' && part !== '')
    .join(' · ');
  const stage = typeof data.stage === 'string' ? ` → ${data.stage}` : '';
  const reason =
    typeof data.reasonCode === 'string' ? ` (${data.reasonCode})` : '';
  return `${words}${about ? `: ${about}` : ''}${stage}${reason}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
