/** Long-lived or temporary keys, for callers that already hold them; otherwise the SDK's own chain looks for some. */
export interface CollectCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What to read of AWS, and as whom. */
export interface CollectOptions {
  /** Profile of the shared AWS configuration. */
  readonly profile?: string;
  readonly credentials?: CollectCredentials;
  /** Regions to read; all that the account has enabled where none is named. */
  readonly regions?: readonly string[];
  /** Read every member account of the organisation too, by assuming `roleName` there. */
  readonly organization?: boolean;
  readonly roleName?: string;
  /** URL that every request goes to, instead of AWS's own endpoints. */
  readonly endpoint?: string;
  /** Also ask when each identity last used each service; two calls and a wait an identity. */
  readonly lastAccessed?: boolean;
  /** Longest that one call may take, its retries included; two minutes where absent. */
  readonly callTimeoutMs?: number;
  /** Calls in flight at once; 16 where absent. */
  readonly concurrency?: number;
  /** Told of each account and service as it begins. */
  readonly onProgress?: (step: string) => void;
}
