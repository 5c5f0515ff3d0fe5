/** Stands for no node, no edge, no arc in arrays of indices. */
export const NONE = 0xffffffff;
