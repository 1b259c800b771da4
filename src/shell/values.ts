// What can stand for a placeholder of the command line. A placeholder says it by its name: `<file>`, `<id,...>`, `<text|json>`.

/** The closed sets of words, by placeholder. */
export type Vocabulary = Readonly<Record<'format' | 'symptom' | 'id' | 'story' | 'agent', readonly string[]>>;

export type Values =
  | { readonly kind: 'one-of' | 'list-of'; readonly words: readonly string[] }
  /** `WORD=FILE` */
  | { readonly kind: 'word-and-file'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'free' };

const files = ['file', 'recording', 'report', 'bundle', 'path', 'path,...'];

export function valuesOf(placeholder: string, vocabulary: Vocabulary): Values {
  if (placeholder.includes('|')) return { kind: 'one-of', words: placeholder.split('|') };
  if (placeholder.endsWith('=file')) return { kind: 'word-and-file', words: vocabulary.format };
  if (files.includes(placeholder)) return { kind: 'file' };
  if (placeholder === 'dir') return { kind: 'folder' };
  const name = placeholder.replace(/,\.\.\.$/, '');
  if (!isVocabulary(name, vocabulary)) return { kind: 'free' };
  return { kind: name === placeholder ? 'one-of' : 'list-of', words: vocabulary[name] };
}

const isVocabulary = (name: string, vocabulary: Vocabulary): name is keyof Vocabulary => name in vocabulary;
