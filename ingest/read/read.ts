import type { Rejection } from '../../model/errors.ts';
import type { PayloadItem } from '../payload.ts';

/** What a door hands in: a piece of the payload, or why a piece was not taken. */
export type Read =
  | { readonly say: 'item'; readonly item: PayloadItem }
  | { readonly say: 'rejection'; readonly rejection: Rejection };
