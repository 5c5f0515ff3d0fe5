/** Of an edge or a path: holds as it stands, or only where its conditions hold. Unknown is conditional. */
export type Certainty = 'certain' | 'conditional';
