/** Changes when assembly/ does, or what it is compiled by. */
export declare function sourceHash(): string;
/** Compiles assembly/ where it has changed since. */
export declare function buildWasm(): Promise<void>;
