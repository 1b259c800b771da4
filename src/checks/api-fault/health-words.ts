// What health resources say when all is well: `OK` of the event service and of Cloud Files, and the words of others.
const healthyWords = /^\W{0,3}(?:ok|okay|healthy|alive|up|available|running|success(?:ful)?)\b/i;

export const saysHealthy = (text: string): boolean => healthyWords.test(text);
