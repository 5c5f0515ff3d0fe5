/** Stands for no node, no edge, no row, no class in arrays of indices. */
export const NONE = 0xffffffff;
