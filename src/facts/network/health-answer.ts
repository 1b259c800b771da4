// What a health answer is: short, whole, and no web page. What the service says in it is another question.
import { readBody } from '../fault/read-body.js';
import { describeHtml } from '../fault/read-html.js';
import { readJson } from '../fault/read-json.js';
import type { ApiReply } from '../network.js';

/** What health resources say when all is well: `OK` of the event service and of Cloud Files, and the words of others. */
const healthyWords = /^\W{0,3}(?:ok|okay|healthy|alive|up|available|running|success(?:ful)?)\b/i;

export const saysHealthy = (text: string): boolean => healthyWords.test(text);

/** A page that says that all is well may be the service's own. */
export const isForeignPage = ({ body }: ApiReply): boolean => readBody(body).shape === 'html' && !saysHealthy(describeHtml(body));

/** It broke off before anything could be read of it. */
export function isUnfinished({ status, body, isBodyTruncated, errorCode }: ApiReply): boolean {
  const isCut = status !== null && status < 300 && isBodyTruncated && errorCode !== null && errorCode !== 'cut-off';
  return isCut && !saysHealthy(body) && readJson(body.trim())?.quality !== 'whole';
}

/** More came than any health answer has, and no word of health at its beginning nor the form of one. */
export const isEndless = ({ body, isBodyTruncated, errorCode }: ApiReply): boolean =>
  isBodyTruncated && errorCode === null && !saysHealthy(body) && !/^\s*[[{<]/.test(body);
