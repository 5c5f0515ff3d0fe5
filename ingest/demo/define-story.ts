import type { Estate } from './estate.ts';

/** Whether a node lies in another's blast radius. */
type Answer = 'certain' | 'conditional' | 'never';

/** What reading the estate must find of a story, or must not find. */
interface Expectation {
  /** Node id of the identity that is compromised. */
  readonly from: string;
  /** Node id of what falls, or is spared. */
  readonly to: string;
  readonly answer: Answer;
}

/** One story that the demo estate tells; a file a story. */
export interface Story {
  /** Kebab-case, as the file is named. */
  readonly id: string;
  readonly title: string;
  /** What one should find, and why it is so, in a sentence or two. */
  readonly finding: string;
  readonly expects: readonly Expectation[];
  /** Adds the story's pieces; whatever the accounts hold otherwise is there already. */
  addTo(estate: Estate): void;
}

/** A story as a literal, checked. */
export function defineStory(story: Story): Story {
  return story;
}
