/** What the next start would make of a history. */
export type Condition =
  | { readonly name: 'none' | 'usable' }
  /** It is carried forward. */
  | { readonly name: 'older' }
  /** It is set aside, and a new one begun. */
  | { readonly name: 'unusable'; readonly why: string };
